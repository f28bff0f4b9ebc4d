package io.fluvius.bench;

import java.time.Duration;

/**
 * What one contender did in one round of one contest.
 *
 * @param round from 1
 * @param elapsed how long the turn took
 */
public record Measurement(String contest, String contender, int round, Percentiles times, Duration elapsed) {

    double callsPerSecond() {
        return times.calls() * 1e9 / elapsed.toNanos();
    }
}
