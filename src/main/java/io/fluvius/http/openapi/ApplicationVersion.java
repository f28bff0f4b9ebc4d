package io.fluvius.http.openapi;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The version of the application, filled in by the build.
 *
 * @param version as the build has it: {@code 0.1.0}
 */
@ConfigurationProperties("fluvius")
record ApplicationVersion(String version) {}
