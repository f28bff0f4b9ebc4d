package io.fluvius.bench.crud;

import io.fluvius.bench.KeptAlive;
import io.fluvius.bench.KeptAlive.Answer;
import io.fluvius.bench.Percentiles;
import io.fluvius.bench.WrongAnswerException;
import io.fluvius.bench.crud.Site.Created;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** Connections over each of which a person is created, shown, changed, locked and deleted, over and over again. */
final class Churn {

    static final int CONNECTIONS = 64;

    private static final int NOT_FOUND = 404;

    private final Site site;
    private final int port;
    private final LongAdder notFound = new LongAdder();

    Churn(Site site, int port) {
        this.site = site;
        this.port = port;
    }

    /**
     * How long the calls took.
     *
     * @param shown only those that asked for somebody who was just created
     */
    record Times(Percentiles all, Percentiles shown, Duration elapsed) {}

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
        List<Percentiles> shown = new ArrayList<>();
        for (Future<List<Percentiles>> client : clients) {
            all.addAll(client.get());
            shown.add(client.get().getFirst());
        }
        return new Times(Percentiles.together(all), Percentiles.together(shown), elapsed);
    }

    /** How many of those who were just created could not be found. */
    long notFound() {
        return notFound.sum();
    }

    /** The times of what was shown, and of everything else. */
    private List<Percentiles> client(String email, long end) throws Exception {
        Percentiles shown = new Percentiles();
        Percentiles others = new Percentiles();
        try (KeptAlive connection = new KeptAlive(port)) {
            while (System.nanoTime() < end) {
                life(connection, email, shown, others);
            }
        }
        return List.of(shown, others);
    }

    private void life(KeptAlive connection, String email, Percentiles shown, Percentiles others) throws Exception {
        Created person = timed(others, () -> site.create(connection, "Jane Doe", email));
        requireFound(timed(shown, () -> site.get(connection, person)), email);
        requireDone(timed(others, () -> site.update(connection, person, "Jane Roe", email)));
        requireDone(timed(others, () -> site.lock(connection, person)));
        requireDone(timed(others, () -> site.delete(connection, person)));
    }

    private void requireFound(Answer answer, String email) throws IOException {
        if (answer.status() == NOT_FOUND) {
            notFound.increment();
            return;
        }
        requireDone(answer);
        if (!answer.text("email").equals(email)) {
            throw new WrongAnswerException("Somebody else is shown: " + answer);
        }
    }

    private static void requireDone(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new WrongAnswerException("Refused: " + answer);
        }
    }

    private static <T> T timed(Percentiles times, Callable<T> call) throws Exception {
        long start = System.nanoTime();
        T answer = call.call();
        times.add(System.nanoTime() - start);
        return answer;
    }
}
