package io.fluvius.security.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.CapturedLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

class FailedAttemptsTest {

    private static final int ATTEMPTS = 10_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FailedAttempts attempts = new FailedAttempts(1, registry);
    private final AtomicInteger lookedAt = new AtomicInteger();
    private final LimitedAttempts provider = new LimitedAttempts(new Refusing(), attempts);

    /** Knows no credentials. */
    private final class Refusing implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication presented) {
            lookedAt.incrementAndGet();
            throw new BadCredentialsException("wrong");
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return true;
        }
    }

    @Test
    @Asvs("V6.3.1")
    void ten_thousand_wrong_keys_cost_little() {
        try (CapturedLog log = new CapturedLog(FailedAttempts.class)) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                attempt("192.0.2.1");
            }

            assertThat(lookedAt).hasValueLessThan(ATTEMPTS / 100);
            assertThat(log.messages()).hasSizeLessThan(ATTEMPTS / 100).noneMatch(line -> line.contains("secret"));
        }
        assertThat(registry.counter("fluvius.access.refusals", "reason", "credentials")
                        .count())
                .isEqualTo(ATTEMPTS);
    }

    @Test
    void other_addresses_are_not_concerned() {
        for (int attempt = 0; attempt < 100; attempt++) {
            attempt("192.0.2.1");
        }
        int before = lookedAt.get();

        attempt("192.0.2.2");

        assertThat(lookedAt).hasValue(before + 1);
    }

    @Test
    void after_the_wait_credentials_are_looked_at_again() {
        for (int attempt = 0; attempt < 100; attempt++) {
            attempt("192.0.2.1");
        }
        Authentication presented = presented("192.0.2.1");
        assertThatExceptionOfType(TooManyAttemptsException.class)
                .isThrownBy(() -> provider.authenticate(presented))
                .satisfies(refused -> assertThat(refused.delay().toMillis()).isBetween(1L, 1_000L));

        await().until(() -> attempts.waitOf(presented).isEmpty());
    }

    private void attempt(String address) {
        Authentication presented = presented(address);
        try {
            provider.authenticate(presented);
        } catch (TooManyAttemptsException unseen) {
            // no event
        } catch (AuthenticationException refused) {
            attempts.onApplicationEvent(new AuthenticationFailureBadCredentialsEvent(presented, refused));
        }
    }

    private static Authentication presented(String address) {
        TestingAuthenticationToken presented = new TestingAuthenticationToken("", "secret");
        presented.setDetails(new WebAuthenticationDetails(address, null));
        return presented;
    }
}
