package io.fluvius.processing.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Position;
import io.fluvius.processing.ProcessorKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryDelaysTest {

    private static final Instant TRIED = Instant.parse("2026-11-27T10:00:00Z");
    private static final RetryDelays DELAYS =
            new RetryDelays(new DeadLetterProperties(Duration.ofMinutes(1), Duration.ofHours(1)));

    @ParameterizedTest
    @CsvSource({
        "PROJECTION, 1, PT1M",
        "PROJECTION, 2, PT2M",
        "PROJECTION, 6, PT32M",
        "PROJECTION, 7, PT1H",
        "PROJECTION, 1000, PT1H",
        "OWN_READ_MODEL, 3, PT4M",
        "AUTOMATION, 1, PT1S",
        "AUTOMATION, 2, PT2S",
        "AUTOMATION, 10, PT8M32S"
    })
    void the_delay_doubles_with_each_attempt(ProcessorKind kind, int attempts, Duration delay) {
        StoredLetter letter = letter("java.lang.Exception", attempts);

        assertThat(DELAYS.isDue(letter, kind, TRIED.plus(delay).minusMillis(1))).isFalse();
        assertThat(DELAYS.isDue(letter, kind, TRIED.plus(delay))).isTrue();
    }

    @Test
    void an_automation_gives_up() {
        assertThat(DELAYS.isDue(
                        letter("java.lang.Exception", 11), ProcessorKind.AUTOMATION, TRIED.plus(Duration.ofDays(365))))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void an_event_that_waits_behind_nothing_is_due_at_once(ProcessorKind kind) {
        assertThat(DELAYS.isDue(letter(null, 0), kind, TRIED)).isTrue();
    }

    @Test
    void retries_of_read_models_can_be_left_to_operators() {
        RetryDelays never = new RetryDelays(new DeadLetterProperties(Duration.ZERO, Duration.ofHours(1)));

        assertThat(never.isDue(
                        letter("java.lang.Exception", 1), ProcessorKind.PROJECTION, TRIED.plus(Duration.ofDays(365))))
                .isFalse();
    }

    private static StoredLetter letter(@Nullable String cause, int attempts) {
        return new StoredLetter(
                "id",
                "group",
                "sequence",
                "event",
                "user",
                "sequence",
                1,
                new Position(1),
                "user.user-renamed",
                "1",
                TRIED,
                TRIED,
                TRIED,
                cause,
                null,
                attempts,
                0);
    }
}
