package io.fluvius.processing;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.ErrorHandler;
import org.jspecify.annotations.Nullable;

/** What a processor has done on this node lately: how many events it handled, and why it failed. Safe for use by many threads. */
final class ProcessorActivity {

    private static final int SECONDS = 60;
    private static final long START = System.nanoTime();

    private final LongSupplier seconds;
    private final long[] counts = new long[SECONDS];
    private final long[] countedIn = new long[SECONDS];
    private volatile @Nullable Failure failure;

    /**
     * The latest failure.
     *
     * @param cause why a batch of events could not be handled
     */
    record Failure(Instant at, Throwable cause) {}

    /** @param seconds a clock that only moves forward */
    ProcessorActivity(LongSupplier seconds) {
        this.seconds = seconds;
        Arrays.fill(countedIn, -1);
    }

    static ProcessorActivity now() {
        return new ProcessorActivity(() -> (System.nanoTime() - START) / 1_000_000_000);
    }

    /** Counts an event. */
    synchronized void count() {
        long second = seconds.getAsLong();
        int at = (int) (second % SECONDS);
        counts[at] = countedIn[at] == second ? counts[at] + 1 : 1;
        countedIn[at] = second;
    }

    /** The events a second, over the last minute. */
    synchronized double eventsPerSecond() {
        long oldest = seconds.getAsLong() - SECONDS;
        long sum = 0;
        for (int at = 0; at < SECONDS; at++) {
            sum += countedIn[at] > oldest ? counts[at] : 0;
        }
        return (double) sum / SECONDS;
    }

    /** Records the failures that are passed to an error handler. */
    ErrorHandler recording(ErrorHandler handler) {
        return context -> {
            failure = new Failure(Instant.now(), context.error());
            handler.handleError(context);
        };
    }

    @Nullable Failure failure() {
        return failure;
    }
}
