package io.fluvius.bench.serving;

import io.fluvius.bench.KeepAliveConnection;
import io.fluvius.bench.KeepAliveConnection.Answer;
import io.fluvius.bench.Percentiles;
import io.fluvius.bench.StoredEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clients that rename users and clients that read them, each over its own connection. */
final class ServingClients {

    private static final Logger LOG = LoggerFactory.getLogger(ServingClients.class);

    static final int WRITERS = 64;
    static final int READERS = 8;

    private final int port;
    private final int users;
    private final LongAdder failed = new LongAdder();

    ServingClients(int port, int users) {
        this.port = port;
        this.users = users;
    }

    /** The times of the calls. */
    record Times(Percentiles reads, Percentiles commands, Duration elapsed) {}

    private interface Call {
        Answer send(KeepAliveConnection connection, SplittableRandom random) throws IOException;
    }

    /** Works as long as the condition holds. */
    Times during(BooleanSupplier isGoingOn) throws Exception {
        List<Future<Percentiles>> readers = new ArrayList<>();
        List<Future<Percentiles>> writers = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < WRITERS; number++) {
                writers.add(executor.submit(() -> client(this::rename, isGoingOn)));
            }
            for (int number = 0; number < READERS; number++) {
                Call call = number % 2 == 0 ? this::one : this::page;
                readers.add(executor.submit(() -> client(call, isGoingOn)));
            }
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new Times(merged(readers), merged(writers), elapsed);
    }

    /** Returns how many requests failed so far. */
    long failed() {
        return failed.sum();
    }

    private Percentiles client(Call call, BooleanSupplier isGoingOn) throws IOException {
        Percentiles times = new Percentiles();
        SplittableRandom random = new SplittableRandom();
        try (KeepAliveConnection connection = new KeepAliveConnection(port)) {
            while (isGoingOn.getAsBoolean()) {
                long start = System.nanoTime();
                Answer answer = call.send(connection, random);
                times.add(System.nanoTime() - start);
                if (answer.status() != 200) {
                    LOG.warn("HTTP {}: {}", answer.status(), answer.body());
                    failed.increment();
                }
            }
        }
        return times;
    }

    private Answer rename(KeepAliveConnection connection, SplittableRandom random) throws IOException {
        return connection.send(
                "POST",
                "/api/commands/update-user",
                "{\"aggregate\":{\"id\":\"%s\"},\"payload\":{\"name\":\"Renamed %d\"}}"
                        .formatted(user(random), random.nextLong()));
    }

    private Answer one(KeepAliveConnection connection, SplittableRandom random) throws IOException {
        return connection.send("GET", "/api/users/" + user(random));
    }

    private Answer page(KeepAliveConnection connection, SplittableRandom random) throws IOException {
        return connection.send("GET", "/api/users?limit=25");
    }

    private String user(SplittableRandom random) {
        return StoredEvents.user(random.nextInt(users)).toString();
    }

    private static Percentiles merged(List<Future<Percentiles>> clients) throws Exception {
        List<Percentiles> times = new ArrayList<>();
        for (Future<Percentiles> client : clients) {
            times.add(client.get());
        }
        return Percentiles.merged(times);
    }
}
