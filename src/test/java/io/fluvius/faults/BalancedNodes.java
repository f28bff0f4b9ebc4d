package io.fluvius.faults;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.EventSourceClient;
import io.fluvius.environment.FluviusProcess;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Several processes on one PostgreSQL database, and a client that sends each request to the next of them. A request without a
 * response is sent to another node, as load balancers do; a response is final, whatever its status. {@link #close} kills all
 * processes. Safe for use by many threads.
 */
final class BalancedNodes implements AutoCloseable {

    private final Map<String, String> settings = new HashMap<>();
    private final Path folder;
    private final CopyOnWriteArrayList<FluviusProcess> nodes = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** @param database the settings of a database, as {@link TestDatabases#freshPostgres()} returns them */
    BalancedNodes(String... database) {
        folder = TestDatabases.folder(database);
        for (String setting : database) {
            int end = setting.indexOf('=');
            settings.put(setting.substring(0, end), setting.substring(end + 1));
        }
        settings.put("spring.profiles.active", "postgres");
        settings.put("logging.level.io.fluvius.problem.Failures", "debug");
        // a machine that starts a process handles requests slowly
        settings.put("fluvius.append.timeout", "15s");
        settings.put("fluvius.state.connection-timeout", "15s");
        settings.put("spring.datasource.hikari.connection-timeout", "15000");
    }

    /** Starts so many processes at once, and returns when they respond. */
    void start(int number) {
        nodes.addAll(
                IntStream.range(0, number)
                        .mapToObj(node -> CompletableFuture.supplyAsync(() -> startedProcess(node)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList());
    }

    int size() {
        return nodes.size();
    }

    /** Replaces a node by a new process: asks it to stop, waits until it has, and starts another one. */
    void restart(int node) throws IOException {
        nodes.get(node).stop();
        nodes.set(node, process(node));
    }

    /** Kills a node, which is not replaced. */
    void kill(int node) {
        nodes.get(node).close();
        nodes.remove(node);
    }

    /** @throws IOException when no node responds */
    CommandResult send(LoadCommand command) throws IOException {
        return onAnyNode(node -> client(node).send(command));
    }

    /** @throws IOException when no node responds */
    CommandResult get(String path) throws IOException {
        return onAnyNode(node -> client(node).get(path));
    }

    /** @throws IOException when no node responds */
    EventSourceClient open(String path, String lastId) throws IOException {
        return onAnyNode(node -> EventSourceClient.open(node.port(), path, lastId));
    }

    @Override
    public void close() {
        nodes.forEach(FluviusProcess::close);
    }

    private <T> T onAnyNode(Request<T> request) throws IOException {
        IOException failure = new IOException("No node is running");
        int first = turn.getAndIncrement();
        for (int attempt = 0; attempt < nodes.size(); attempt++) {
            try {
                return request.send(nodes.get(Math.floorMod(first + attempt, nodes.size())));
            } catch (IOException noResponse) {
                failure = noResponse;
            }
        }
        throw failure;
    }

    private static ServiceClient client(FluviusProcess node) {
        return new ServiceClient(node::port);
    }

    private FluviusProcess process(int node) throws IOException {
        return FluviusProcess.start(FluviusApplication.class, settings, folder.resolve("log-" + node));
    }

    private FluviusProcess startedProcess(int node) {
        try {
            return process(node);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private interface Request<T> {
        T send(FluviusProcess node) throws IOException;
    }
}
