package io.fluvius.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.access.SecurityMode;
import io.fluvius.problem.StartupRefusedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityPropertiesTest {

    private static SecurityProperties with(int failedAttempts, Duration sessionLifetime) {
        return new SecurityProperties(SecurityMode.KEYS, false, failedAttempts, sessionLifetime);
    }

    @ParameterizedTest
    @CsvSource({"1, PT1M", "1000000, P30D"})
    void limits_are_accepted(int failedAttempts, Duration sessionLifetime) {
        SecurityProperties settings = with(failedAttempts, sessionLifetime);

        assertThat(settings.failedAttempts()).isEqualTo(failedAttempts);
        assertThat(settings.sessionLifetime()).isEqualTo(sessionLifetime);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT59.999S", "PT0S", "-PT1H", "P30DT0.001S", "PT2562047788015215H"})
    void a_lifetime_of_sessions_out_of_its_range_is_refused(Duration lifetime) {
        assertThatThrownBy(() -> with(10, lifetime))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("fluvius.security.session-lifetime is " + lifetime);
    }

    @Test
    void attempts_that_are_never_looked_at_are_refused() {
        assertThatThrownBy(() -> with(0, Duration.ofHours(12)))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("fluvius.security.failed-attempts is 0");
    }
}
