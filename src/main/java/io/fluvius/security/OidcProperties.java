package io.fluvius.security;

import io.fluvius.problem.StartupRefusedException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the claims of an OpenID provider are read.
 *
 * @param nameClaim the claim with the name under which what a caller does is recorded
 * @param rolesClaim the claim with the names of roles: a list, or a text with spaces; dots lead into objects
 * @param selfClaim the claim with the identifier of the aggregate that stands for the caller; empty if there is no such claim
 * @param selfResource the resource of this aggregate
 * @param tenantClaim the claim with the name of the tenant in which a caller acts, or {@code *} for all of them, in an application with
 *     tenants
 * @param clockSkew by how much the clocks of the provider and of this application may differ: 0 to 60 seconds
 */
@ConfigurationProperties("fluvius.security.oidc")
public record OidcProperties(
        @DefaultValue("sub") String nameClaim,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue("") String selfClaim,
        @DefaultValue("user") String selfResource,
        @DefaultValue("tenant") String tenantClaim,
        @DefaultValue("60s") Duration clockSkew) {

    private static final Duration MAX_SKEW = Duration.ofSeconds(60);

    public OidcProperties {
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_SKEW) > 0) {
            throw new StartupRefusedException(
                    "fluvius.security.oidc.clock-skew is " + clockSkew.toMillis() + " ms.",
                    "Set it to 0 to 60 seconds.");
        }
    }
}
