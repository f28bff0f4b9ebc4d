package io.fluvius.operations;

/**
 * The result of a retry.
 *
 * @param handled how many dead letters were handled, and are no longer parked
 * @param sequences how many sequences were tried
 * @param remaining how many of these sequences still have dead letters
 */
public record RetryResult(int handled, int sequences, int remaining) {

    /** Adds the result for a further sequence. */
    public RetryResult plus(RetryResult other) {
        return new RetryResult(handled + other.handled, sequences + other.sequences, remaining + other.remaining);
    }
}
