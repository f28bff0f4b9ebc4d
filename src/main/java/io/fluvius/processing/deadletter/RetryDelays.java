package io.fluvius.processing.deadletter;

import io.fluvius.processing.ProcessorKind;
import java.time.Duration;
import java.time.Instant;

/**
 * Determines when a parked event is tried again. The delay doubles with each attempt. An event of an automation is tried again
 * after one second, two, four, and so on, at most {@value #MAX_RETRIES} times, which takes about 17 minutes: what it depends on
 * may be ready soon. An event of a read model fails again unless the handlers or the table change, so it is tried less often, but
 * without an end. An event that waits behind nothing any more is tried at once.
 */
record RetryDelays(DeadLetterProperties properties) {

    static final int MAX_RETRIES = 10;

    private static final Duration FIRST_OF_AUTOMATION = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 20;

    boolean isDue(StoredLetter letter, ProcessorKind kind, Instant now) {
        if (letter.causeType() == null) {
            return true;
        }
        if (kind == ProcessorKind.AUTOMATION) {
            return letter.attempts() <= MAX_RETRIES && isAfter(letter, doubled(FIRST_OF_AUTOMATION, letter), now);
        }
        Duration delay = doubled(properties.firstRetryAfter(), letter);
        return !properties.firstRetryAfter().isZero()
                && isAfter(
                        letter,
                        delay.compareTo(properties.maxRetryDelay()) < 0 ? delay : properties.maxRetryDelay(),
                        now);
    }

    private static boolean isAfter(StoredLetter letter, Duration delay, Instant now) {
        return !letter.triedAt().plus(delay).isAfter(now);
    }

    private static Duration doubled(Duration first, StoredLetter letter) {
        return first.multipliedBy(1L << Math.clamp(letter.attempts() - 1L, 0, MAX_DOUBLINGS));
    }
}
