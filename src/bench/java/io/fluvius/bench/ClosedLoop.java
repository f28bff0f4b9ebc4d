package io.fluvius.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Several clients at once for that time; each makes its next call when the last one was answered. Clients are virtual
 * threads. The turn lasts until the last call is answered, so that none is under way when it is over.
 */
public record ClosedLoop(int clients, Duration time) implements Turn {

    @Override
    public Measurement of(Contest contest, Contender contender, int round) throws Exception {
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
        return new Measurement(contest.name(), contender.name(), round, Percentiles.together(times), elapsed);
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
