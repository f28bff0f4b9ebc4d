package io.fluvius.bench;

/**
 * How much is measured. Published figures use the defaults; smaller ones are for trying a benchmark out.
 *
 * @param rows how many rows there are to ask about
 * @param rounds how often each contender has its turn, after a warm-up that does not count
 */
public record Scale(int rows, int rounds) {

    /** As the system properties {@code bench.rows} and {@code bench.rounds} say. */
    static Scale ofThisRun() {
        return new Scale(Integer.getInteger("bench.rows", 1_000_000), Integer.getInteger("bench.rounds", 5));
    }
}
