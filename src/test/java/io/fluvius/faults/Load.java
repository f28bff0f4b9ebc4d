package io.fluvius.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * Clients that order one thing after the other, whatever happens to the application. An order that gets no answer, or one
 * that is not the last word, is sent again under the same identifier until there is one.
 */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 16;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Service> nodes;
    private final Orders orders;
    private final Ledger ledger = new Ledger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private volatile boolean stopping;

    private Load(Orders orders, List<Service> nodes) {
        this.orders = orders;
        this.nodes = nodes;
    }

    /** Begins to send orders, each to any of these nodes. */
    static Load on(Service... nodes) {
        return of(new Orders(40), nodes);
    }

    static Load of(Orders orders, Service... nodes) {
        Load load = new Load(orders, List.of(nodes));
        for (int client = 0; client < CLIENTS; client++) {
            load.clients.add(load.threads.submit(load::orderUntilStopped));
        }
        return load;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Returns once so many orders more have succeeded. */
    void awaitSuccesses(int more) {
        int enough = ledger.successes() + more;
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> ledger.successes() >= enough || clients.stream().anyMatch(Future::isDone));
        clients.stream().filter(Future::isDone).forEach(Load::join);
    }

    /** Stops as soon as each order has had its last word, and gives what the clients were told. */
    Ledger stop() {
        stopping = true;
        clients.forEach(Load::join);
        return ledger;
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
    }

    private void orderUntilStopped() {
        RandomGenerator random = RandomGenerator.getDefault();
        while (!stopping) {
            Order order = orders.next(random);
            await().atMost(LONG)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(PAUSE)
                    .pollInSameThread()
                    .dontCatchUncaughtExceptions()
                    .until(() -> hasEnded(order, nodes.get(random.nextInt(nodes.size()))));
        }
    }

    private boolean hasEnded(Order order, Service node) {
        try {
            return ledger.isEndedBy(order, node.send(order));
        } catch (IOException noAnswer) {
            ledger.nobodyAnswered();
            return false;
        }
    }

    private static void join(Future<?> client) {
        try {
            client.get();
        } catch (Exception failure) {
            throw new AssertionError("A client gave up", failure);
        }
    }
}
