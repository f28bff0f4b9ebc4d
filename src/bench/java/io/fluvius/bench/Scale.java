package io.fluvius.bench;

import java.time.Duration;

/**
 * How much is measured. Published figures use the defaults; smaller ones are for trying a benchmark out.
 *
 * @param rows how many rows there are to ask about, or events to read
 * @param rounds how often each contender has its turn, after a warm-up that does not count
 * @param events how many events the largest event store has
 * @param profile whether it is recorded where the time goes, which costs some of it
 */
public record Scale(int rows, int rounds, int events, boolean profile) {

    private static final int ROWS = 1_000_000;
    private static final int ROUNDS = 5;
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** As the system properties {@code bench.rows}, {@code .rounds}, {@code .events} and {@code .profile} say. */
    static Scale ofThisRun() {
        int rows = Integer.getInteger("bench.rows", ROWS);
        return new Scale(
                rows,
                Integer.getInteger("bench.rounds", ROUNDS),
                Integer.getInteger("bench.events", rows),
                Boolean.getBoolean("bench.profile"));
    }

    /** For work that takes long: no more than so many rounds. */
    public int rounds(int atMost) {
        return Math.min(rounds, atMost);
    }

    /** How long something is done that is done for so long when figures are published. */
    public Duration time(Duration published) {
        return rows >= ROWS ? published : SHORT;
    }

    /** Whether what is found is worth to be published. */
    boolean isPublished() {
        return rows >= ROWS && rounds >= ROUNDS && events >= ROWS && !profile;
    }
}
