package io.fluvius.security;

import io.fluvius.access.SecurityMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of security.
 *
 * @param mode how callers are known
 * @param plainHttp whether an address that is not a loopback address may be served without TLS. Then something in front of
 *     Fluvius must encrypt
 */
@ConfigurationProperties("fluvius.security")
public record SecurityProperties(
        @DefaultValue("local") SecurityMode mode,
        @DefaultValue("false") boolean plainHttp) {}
