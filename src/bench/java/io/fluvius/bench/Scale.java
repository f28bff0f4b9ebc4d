package io.fluvius.bench;

import java.time.Duration;

/**
 * The scale of a benchmark. Published results use the defaults; smaller scales serve to try out a benchmark.
 *
 * @param rows the number of rows to query, or of events to read
 * @param rounds the number of recorded rounds
 * @param events the number of events in the largest event store
 * @param profile whether to profile, which affects the results
 */
public record Scale(int rows, int rounds, int events, boolean profile) {

    private static final int ROWS = 1_000_000;
    private static final int ROUNDS = 5;
    private static final int EVENTS = 10_000_000;
    private static final Duration TRIAL_TIME = Duration.ofSeconds(1);

    /** Reads the system properties {@code bench.rows}, {@code .rounds}, {@code .events} and {@code .profile}. */
    static Scale ofThisRun() {
        int rows = Integer.getInteger("bench.rows", ROWS);
        return new Scale(
                rows,
                Integer.getInteger("bench.rounds", ROUNDS),
                Integer.getInteger("bench.events", rows < ROWS ? rows : EVENTS),
                Boolean.getBoolean("bench.profile"));
    }

    /** Returns the number of rounds, limited for slow workloads. */
    public int rounds(int atMost) {
        return Math.min(rounds, atMost);
    }

    /** Returns the duration of a measurement: the given one at the published scale, otherwise one second. */
    public Duration time(Duration published) {
        return rows >= ROWS ? published : TRIAL_TIME;
    }

    /** Returns whether the results are published. */
    boolean isPublished() {
        return rows >= ROWS && rounds >= ROUNDS && events >= EVENTS && !profile;
    }
}
