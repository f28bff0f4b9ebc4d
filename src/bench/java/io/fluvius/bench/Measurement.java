package io.fluvius.bench;

import java.time.Duration;

/**
 * The measurement of one contender in one round of a scenario.
 *
 * @param round the number of the round, from 1; 0 for a warm-up
 * @param elapsed the duration of the measurement
 */
public record Measurement(String scenario, String contender, int round, Percentiles times, Duration elapsed) {

    double callsPerSecond() {
        return times.calls() * 1e9 / elapsed.toNanos();
    }
}
