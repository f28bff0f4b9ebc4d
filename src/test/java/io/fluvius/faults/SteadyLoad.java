package io.fluvius.faults;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Sends requests at a constant rate, whether or not earlier ones have been answered: creates users, renames them, and reads them
 * at the position that the last response named.
 */
final class SteadyLoad implements AutoCloseable {

    private static final int REQUESTS_PER_SECOND = 100;
    /** The longest time for which a read may wait. */
    private static final String WAIT = "10000";

    private final BalancedNodes nodes;
    private final List<Written> written = new CopyOnWriteArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    private record Written(UUID user, long version, long position) {}

    SteadyLoad(BalancedNodes nodes) {
        this.nodes = nodes;
        clock.scheduleAtFixedRate(
                () -> clients.submit(this::request), 0, 1_000_000 / REQUESTS_PER_SECOND, TimeUnit.MICROSECONDS);
    }

    int answered() {
        return answered.get();
    }

    /** Returns what is wrong with responses, or with requests that no node has answered. */
    Queue<String> failures() {
        return failures;
    }

    /** Returns the version of each user after the last command on it. */
    Map<UUID, Long> versions() {
        return written.stream().collect(Collectors.toMap(Written::user, Written::version, Long::max));
    }

    /** Sends no more requests, and returns when all have been answered. */
    @Override
    public void close() {
        clock.close();
        clients.close();
    }

    private void request() {
        RandomGenerator random = RandomGenerator.getDefault();
        int percent = random.nextInt(100);
        Written known = written.isEmpty() ? null : written.get(random.nextInt(written.size()));
        if (known == null || percent < 30) {
            send(LoadCommand.creation(UUID.randomUUID(), UUID.randomUUID() + "@example.com"));
        } else if (percent < 60) {
            send(LoadCommand.renaming(known.user()));
        } else {
            read(known);
        }
    }

    private void send(LoadCommand command) {
        try {
            CommandResult result = nodes.send(command);
            record(command, result);
            if (result.isSuccess()) {
                written.add(new Written(command.user(), result.version(), result.position()));
            }
        } catch (IOException noResponse) {
            failures.add(command + " was not answered: " + noResponse);
        }
    }

    private void read(Written user) {
        String path = "/api/users/" + user.user() + "?after=" + user.position() + "&wait=" + WAIT;
        try {
            record(path, nodes.get(path));
        } catch (IOException noResponse) {
            failures.add(path + " was not answered: " + noResponse);
        }
    }

    private void record(Object request, CommandResult result) {
        answered.incrementAndGet();
        if (!result.isSuccess()) {
            failures.add(request + " was answered with " + result);
        }
    }
}
