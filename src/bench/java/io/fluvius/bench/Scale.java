package io.fluvius.bench;

/**
 * How much is measured. Published figures use the defaults; smaller ones are for trying a benchmark out.
 *
 * @param rows how many rows there are to ask about
 * @param rounds how often each contender has its turn, after a warm-up that does not count
 */
public record Scale(int rows, int rounds) {

    private static final Scale PUBLISHED = new Scale(1_000_000, 5);

    /** As the system properties {@code bench.rows} and {@code bench.rounds} say. */
    static Scale ofThisRun() {
        return new Scale(
                Integer.getInteger("bench.rows", PUBLISHED.rows), Integer.getInteger("bench.rounds", PUBLISHED.rounds));
    }

    /** Whether what is found is worth to be published. */
    boolean isPublished() {
        return rows >= PUBLISHED.rows && rounds >= PUBLISHED.rounds;
    }
}
