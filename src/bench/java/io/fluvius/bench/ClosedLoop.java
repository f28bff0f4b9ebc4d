package io.fluvius.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A closed-loop load: concurrent clients on virtual threads, each of which makes its next call when the previous one has
 * returned. Lasts for the given time and until all calls have returned.
 */
public record ClosedLoop(int clients, Duration time) implements LoadModel {

    @Override
    public Measurement run(Scenario scenario, Contender contender, int round) throws Exception {
        List<Future<Percentiles>> all = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                all.add(executor.submit(() -> client(contender, start + time.toNanos())));
            }
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        List<Percentiles> times = new ArrayList<>();
        for (Future<Percentiles> each : all) {
            times.add(each.get());
        }
        return new Measurement(scenario.name(), contender.name(), round, Percentiles.merged(times), elapsed);
    }

    private static Percentiles client(Contender contender, long end) throws Exception {
        Percentiles times = new Percentiles();
        for (long now = System.nanoTime(); now < end; ) {
            long before = now;
            contender.work().call();
            now = System.nanoTime();
            times.add(now - before);
        }
        return times;
    }
}
