package io.fluvius.security;

import io.fluvius.access.SecurityMode;
import io.fluvius.problem.StartupRefusedException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of security.
 *
 * @param mode how callers are known
 * @param plainHttp whether an address that is not a loopback address may be served without TLS. Then something in front of
 *     Fluvius must encrypt
 * @param failedAttempts how many wrong credentials a network address may send a second on average, and ten times as many at once,
 *     before further ones are refused unseen; at least 1
 * @param sessionLifetime after how much time people have to sign in to the console again, however active they are; 1 minute
 *     to 30 days
 */
@ConfigurationProperties("fluvius.security")
public record SecurityProperties(
        @DefaultValue("local") SecurityMode mode,
        @DefaultValue("false") boolean plainHttp,
        @DefaultValue("10") int failedAttempts,
        @DefaultValue("12h") Duration sessionLifetime) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    public SecurityProperties {
        if (failedAttempts < 1) {
            throw new StartupRefusedException(
                    "fluvius.security.failed-attempts is " + failedAttempts + ".", "Set it to at least 1.");
        }
        if (sessionLifetime.compareTo(SHORTEST) < 0 || sessionLifetime.compareTo(LONGEST) > 0) {
            throw new StartupRefusedException(
                    "fluvius.security.session-lifetime is " + sessionLifetime + ".", "Set it to 1m to 30d.");
        }
    }
}
