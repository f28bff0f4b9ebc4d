package io.fluvius.bench;

import java.time.Duration;

/** One call after the other: until there were so many or that time is spent, but at least one. */
public record OneByOne(int calls, Duration atMost) implements Turn {

    @Override
    public Measurement of(Contest contest, Contender contender, int round) throws Exception {
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
