package io.fluvius.security;

import io.fluvius.access.SecurityMode;
import io.fluvius.problem.StartupRefusedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of security.
 *
 * @param mode how callers are known
 * @param plainHttp whether an address that is not a loopback address may be served without TLS. Then something in front of
 *     Fluvius must encrypt
 * @param oidc how the claims of an OpenID provider are read
 */
@ConfigurationProperties("fluvius.security")
public record SecurityProperties(
        @DefaultValue("local") SecurityMode mode,
        @DefaultValue("false") boolean plainHttp,
        @DefaultValue Oidc oidc) {

    private static final Duration MAX_SKEW = Duration.ofSeconds(60);

    /**
     * How the claims of an OpenID provider are read.
     *
     * @param nameClaim the claim with the name under which what a caller does is recorded
     * @param rolesClaim the claim with the names of roles: a list, or a text with spaces; dots lead into objects
     * @param selfClaim the claim with the identifier of the aggregate that stands for the caller; null if there is no such claim
     * @param selfResource the resource of this aggregate
     * @param clockSkew by how much the clocks of the provider and of this application may differ: 0 to 60 seconds
     */
    public record Oidc(
            @DefaultValue("sub") String nameClaim,
            @DefaultValue("roles") String rolesClaim,
            @Nullable String selfClaim,
            @DefaultValue("user") String selfResource,
            @DefaultValue("60s") Duration clockSkew) {

        public Oidc {
            if (clockSkew.isNegative() || clockSkew.compareTo(MAX_SKEW) > 0) {
                throw new StartupRefusedException(
                        "fluvius.security.oidc.clock-skew is " + clockSkew.toSeconds() + " seconds.",
                        "Set it to 0 to 60 seconds.");
            }
        }
    }
}
