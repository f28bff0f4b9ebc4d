package io.fluvius.bench.crud;

import io.fluvius.bench.KeepAliveConnection;
import io.fluvius.bench.KeepAliveConnection.Answer;
import io.fluvius.bench.Percentiles;
import io.fluvius.bench.WrongAnswerException;
import io.fluvius.bench.crud.UserApi.Created;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** Clients that repeatedly create, read, update, lock and delete a person, each over its own connection. */
final class ChurnClients {

    static final int CONNECTIONS = 64;

    private static final int NOT_FOUND = 404;

    private final UserApi site;
    private final int port;
    private final LongAdder notFound = new LongAdder();

    ChurnClients(UserApi site, int port) {
        this.site = site;
        this.port = port;
    }

    /**
     * The times of the calls.
     *
     * @param all the times of all calls
     * @param reads the times of the reads right after creation
     */
    record Times(Percentiles all, Percentiles reads, Duration elapsed) {}

    Times during(Duration time) throws Exception {
        List<Future<List<Percentiles>>> clients = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < CONNECTIONS; number++) {
                String email = "client." + number + "@example.com";
                clients.add(executor.submit(() -> client(email, start + time.toNanos())));
            }
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        List<Percentiles> all = new ArrayList<>();
        List<Percentiles> reads = new ArrayList<>();
        for (Future<List<Percentiles>> client : clients) {
            all.addAll(client.get());
            reads.add(client.get().getFirst());
        }
        return new Times(Percentiles.merged(all), Percentiles.merged(reads), elapsed);
    }

    /** Returns how many reads did not find the person that had just been created. */
    long notFound() {
        return notFound.sum();
    }

    /** Returns the times of reads, and of all other calls. */
    private List<Percentiles> client(String email, long end) throws Exception {
        Percentiles reads = new Percentiles();
        Percentiles others = new Percentiles();
        try (KeepAliveConnection connection = new KeepAliveConnection(port)) {
            while (System.nanoTime() < end) {
                lifeCycle(connection, email, reads, others);
            }
        }
        return List.of(reads, others);
    }

    private void lifeCycle(KeepAliveConnection connection, String email, Percentiles reads, Percentiles others)
            throws Exception {
        Created person = timed(others, () -> site.create(connection, "Jane Doe", email));
        requireFound(timed(reads, () -> site.get(connection, person)), email);
        requireSuccess(timed(others, () -> site.update(connection, person, "Jane Roe", email)));
        requireSuccess(timed(others, () -> site.lock(connection, person)));
        requireSuccess(timed(others, () -> site.delete(connection, person)));
    }

    private void requireFound(Answer answer, String email) throws IOException {
        if (answer.status() == NOT_FOUND) {
            notFound.increment();
            return;
        }
        requireSuccess(answer);
        if (!answer.text("email").equals(email)) {
            throw new WrongAnswerException("Wrong person: " + answer);
        }
    }

    private static void requireSuccess(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new WrongAnswerException("Request failed: " + answer);
        }
    }

    private static <T> T timed(Percentiles times, Callable<T> call) throws Exception {
        long start = System.nanoTime();
        T answer = call.call();
        times.add(System.nanoTime() - start);
        return answer;
    }
}
