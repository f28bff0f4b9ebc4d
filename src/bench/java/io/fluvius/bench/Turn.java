package io.fluvius.bench;

import java.time.Duration;

/**
 * How long one turn of a contender is: until it has made that many calls or spent that time, but at least one call.
 */
public record Turn(int calls, Duration atMost) {

    Measurement of(Contest contest, Contender contender, int round) throws Exception {
        Percentiles times = new Percentiles();
        long start = System.nanoTime();
        long now = start;
        while (times.calls() < calls && (times.calls() == 0 || now - start < atMost.toNanos())) {
            long before = now;
            contender.work().call();
            now = System.nanoTime();
            times.add(now - before);
        }
        return new Measurement(contest.name(), contender.name(), round, times, Duration.ofNanos(now - start));
    }
}
