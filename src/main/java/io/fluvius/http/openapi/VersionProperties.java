package io.fluvius.http.openapi;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The version of the application, which the build inserts.
 *
 * @param version the version of the build, such as {@code 0.1.0}
 */
@ConfigurationProperties("fluvius")
record VersionProperties(String version) {}
