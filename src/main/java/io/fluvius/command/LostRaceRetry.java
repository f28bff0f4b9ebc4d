package io.fluvius.command;

import io.fluvius.problem.Failures;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Handles a command again when it lost a race: another command changed the aggregate first, so it is decided again on the
 * new state. At most {@value #MAX_RETRIES} retries, with delays that double. Immutable and safe for use by many threads.
 */
final class LostRaceRetry {

    /** Enough for a few nodes that append to one aggregate concurrently; the delays add up to about 0.3 s. */
    private static final int MAX_RETRIES = 5;

    private static final Duration FIRST_DELAY = Duration.ofMillis(10);

    private final RetryTemplate retries;

    /** A lost race that every further attempt would lose too. */
    static final class HopelessException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HopelessException(Throwable lostRace) {
            super(lostRace);
        }
    }

    LostRaceRetry(Failures failures) {
        this.retries = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(MAX_RETRIES)
                .delay(FIRST_DELAY)
                .multiplier(2)
                .jitter(FIRST_DELAY)
                .predicate(failure -> !(failure instanceof HopelessException) && failures.isLostRace(failure))
                .build());
    }

    /**
     * Returns the result of the first attempt that does not lose a race.
     *
     * @throws CompletionException with the exception of the last attempt as its cause
     */
    <R> R execute(Supplier<R> attempt) {
        try {
            return retries.execute(attempt::get);
        } catch (RetryException exhausted) {
            throw new CompletionException(exhausted.getCause());
        }
    }
}
