package io.fluvius.operations;

import org.jspecify.annotations.Nullable;

/**
 * How much reading all events again takes.
 *
 * @param events the position of the last event, which is their number and that of the appends that were rolled back
 * @param eventsPerSecond the rate while the latest rebuild of the same views read the events up to its start, on the node that ran
 *     it; without one, {@value #GUESS}
 * @param isMeasured whether there was such a rebuild
 */
public record ReplayEstimate(long events, long eventsPerSecond, boolean isMeasured) {

    /**
     * Between the rates of the user directory on two cores that docs/reference/performance.md shows: 63,500 for a reset on
     * PostgreSQL that has nothing else to do (W4), and about 4,000 for a rebuild under as much load as possible (W12).
     */
    static final long GUESS = 10_000;

    /**
     * The estimate for a log.
     *
     * @param head the position of its last event
     * @param measured the measured rate; null before the first measurement
     */
    public static ReplayEstimate of(long head, @Nullable Long measured) {
        return new ReplayEstimate(Math.max(0, head), measured == null ? GUESS : measured, measured != null);
    }

    /** How long it takes about. */
    public long seconds() {
        return Math.round((double) events / eventsPerSecond);
    }
}
