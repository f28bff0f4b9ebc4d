package io.fluvius.security.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fluvius.http.limit.Callers;
import io.fluvius.http.limit.RateLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Counts wrong credentials by the network address from which they come, and logs them, without the credentials. An address that
 * sends too many has to wait before any further ones are looked at, so that guessing costs neither the database nor the log much.
 * Safe for use by many threads.
 */
final class FailedAttempts implements ApplicationListener<AbstractAuthenticationFailureEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);

    /** Bounds the memory; with more addresses, those that were blocked first may try again earlier. */
    private static final int MAX_BLOCKED = 100_000;

    /** How many a second allow for how many at once: people mistype, and programs retry. */
    private static final int AT_ONCE = 10;

    private final RateLimit limit;
    private final Counter failures;
    /** Until when an address is blocked, by {@link System#nanoTime()}. */
    private final Cache<String, Long> blocked = Caffeine.newBuilder()
            .maximumSize(MAX_BLOCKED)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** @param perSecond how many wrong credentials an address may send a second on average */
    FailedAttempts(int perSecond, MeterRegistry registry) {
        this.limit = new RateLimit(perSecond, AT_ONCE * perSecond);
        this.failures = Counter.builder("fluvius.access.refusals")
                .description("What callers were not allowed to do")
                .tag("reason", "credentials")
                .register(registry);
    }

    @Override
    public void onApplicationEvent(AbstractAuthenticationFailureEvent failed) {
        failures.increment();
        String address = address(failed.getAuthentication());
        Optional<Duration> wait = limit.count(Callers.address(address));
        if (wait.isPresent()) {
            blocked.put(Callers.address(address), System.nanoTime() + wait.get().toNanos());
        } else {
            LOG.warn(
                    "Wrong credentials from {}: {}",
                    address,
                    failed.getException().getMessage());
        }
    }

    /** @throws TooManyAttemptsException if credentials from the address of a request are not looked at */
    void requireFew(Authentication presented) {
        waitOf(presented).ifPresent(wait -> {
            failures.increment();
            throw new TooManyAttemptsException(wait);
        });
    }

    /** After which time credentials from the address of a request are looked at again; empty if they are. */
    Optional<Duration> waitOf(Authentication presented) {
        Long until = blocked.getIfPresent(Callers.address(address(presented)));
        return until == null || until - System.nanoTime() <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(until - System.nanoTime()));
    }

    private static String address(Authentication presented) {
        return presented.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }
}
