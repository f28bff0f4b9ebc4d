package io.fluvius.bench;

import java.time.Duration;

/** Sequential calls until the given number or time is reached, but at least one call. */
public record SequentialCalls(int calls, Duration atMost) implements LoadModel {

    @Override
    public Measurement run(Scenario scenario, Contender contender, int round) throws Exception {
        Percentiles times = new Percentiles();
        long start = System.nanoTime();
        long now = start;
        while (times.calls() < calls && (times.calls() == 0 || now - start < atMost.toNanos())) {
            long before = now;
            contender.work().call();
            now = System.nanoTime();
            times.add(now - before);
        }
        return new Measurement(scenario.name(), contender.name(), round, times, Duration.ofNanos(now - start));
    }
}
