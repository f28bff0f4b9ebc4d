package io.fluvius.faults;

import static org.awaitility.Awaitility.await;

import io.fluvius.environment.FluviusProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * Concurrent clients that send commands while faults happen. A client repeats a command, under the same command id, until it
 * receives the final result.
 */
final class Load implements AutoCloseable {

    private static final int MANY_CLIENTS = 16;
    private static final int FEW_CLIENTS = 4;
    private static final Duration RETRY_DELAY = Duration.ofMillis(100);
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    private final List<ServiceClient> nodes;
    private final Duration maxWait;
    private final Workload commands;
    private final CommandResults results = new CommandResults();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private volatile boolean stopping;

    private Load(Workload commands, int clients, Duration maxWait, ServiceClient... nodes) {
        this.commands = commands;
        this.maxWait = maxWait;
        this.nodes = List.of(nodes);
        for (int client = 0; client < clients; client++) {
            this.clients.add(threads.submit(this::sendUntilStopped));
        }
    }

    /** Starts clients that send each command to a random node. */
    static Load on(ServiceClient... nodes) {
        return of(new CommandGenerator(40), nodes);
    }

    static Load of(CommandGenerator commands, ServiceClient... nodes) {
        return new Load(commands, MANY_CLIENTS, MAX_WAIT, nodes);
    }

    /** Starts clients that wait for a command until a killed {@link FluviusProcess} has been replaced. */
    static Load acrossRestarts(Workload commands, ServiceClient node) {
        return acrossRestarts(commands, MANY_CLIENTS, node);
    }

    /** Like {@link #acrossRestarts}, with so few clients that the processors keep up with them. */
    static Load lowAcrossRestarts(Workload commands, ServiceClient node) {
        return acrossRestarts(commands, FEW_CLIENTS, node);
    }

    private static Load acrossRestarts(Workload commands, int clients, ServiceClient node) {
        return new Load(commands, clients, FluviusProcess.MAX_START_TIME.plus(MAX_WAIT), node);
    }

    CommandResults results() {
        return results;
    }

    /** Returns when this many further commands have succeeded. */
    void awaitSuccesses(int more) {
        int enough = results.successes() + more;
        await().atMost(maxWait)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> results.successes() >= enough || clients.stream().anyMatch(Future::isDone));
        clients.stream().filter(Future::isDone).forEach(Load::join);
    }

    /** Stops the clients when each has the final result of its command. Returns all results. */
    CommandResults stop() {
        stopping = true;
        clients.forEach(Load::join);
        return results;
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
    }

    private void sendUntilStopped() {
        RandomGenerator random = RandomGenerator.getDefault();
        while (!stopping) {
            LoadCommand command = commands.next(random);
            repeatUntil(() -> isCompleted(command, nodes.get(random.nextInt(nodes.size()))));
            repeatUntil(() -> isSettled(command, nodes.get(random.nextInt(nodes.size()))));
        }
    }

    private void repeatUntil(Callable<Boolean> done) {
        await().atMost(maxWait)
                .pollDelay(Duration.ZERO)
                .pollInterval(RETRY_DELAY)
                .pollInSameThread()
                .dontCatchUncaughtExceptions()
                .until(done);
    }

    private boolean isCompleted(LoadCommand command, ServiceClient node) {
        try {
            return results.isCompletedBy(command, node.send(command));
        } catch (IOException noResponse) {
            results.addUnanswered();
            return false;
        }
    }

    private boolean isSettled(LoadCommand command, ServiceClient node) {
        try {
            return commands.isSettled(command, node);
        } catch (IOException noResponse) {
            return false;
        }
    }

    private static void join(Future<?> client) {
        try {
            client.get();
        } catch (Exception failure) {
            throw new AssertionError("A client failed", failure);
        }
    }
}
