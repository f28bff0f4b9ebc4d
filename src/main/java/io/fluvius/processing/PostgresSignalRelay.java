package io.fluvius.processing;

import io.fluvius.progress.Signal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Carries signals between the nodes that share a PostgreSQL database, by its LISTEN and NOTIFY. Sent after the commit,
 * by a thread and over a connection of its own, so that no append waits for it; signals that come while one is on its
 * way travel together. While no connection can be had, every signal is raised once a second instead.
 */
final class PostgresSignalRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSignalRelay.class);

    private static final String CHANNEL = "fluvius_signals";
    /** How long the listener waits before it looks whether it is to stop. */
    private static final Duration LISTENING = Duration.ofMillis(500);
    /** Until a connection is tried again. */
    private static final Duration BROKEN = Duration.ofSeconds(1);
    /** Gathers what happens at once: another node learns of an append at most this much later. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private final Connections connections;
    private final Map<String, Signal> signals;
    private final String node;
    private final BlockingQueue<String> raised = new LinkedBlockingQueue<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Disposable.Composite subscriptions = Disposables.composite();
    private volatile boolean running;
    private List<Thread> threads = List.of();

    /**
     * @param connections opens connections that belong to no pool
     * @param signals what to carry, by a name that is the same on every node
     * @param node a name that no other running process has
     */
    PostgresSignalRelay(Connections connections, Map<String, Signal> signals, String node) {
        this.connections = connections;
        this.signals = Map.copyOf(signals);
        this.node = node;
    }

    @Override
    public void start() {
        running = true;
        signals.forEach((name, signal) -> subscriptions.add(signal.addRelay(() -> enqueue(name))));
        threads = List.of(
                Thread.ofPlatform().daemon().name("signals-out").start(() -> untilStopped(this::send)),
                Thread.ofPlatform().daemon().name("signals-in").start(() -> untilStopped(this::listen)));
    }

    @Override
    public void stop() {
        running = false;
        subscriptions.dispose();
        threads.forEach(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A signal that waits already stands for this one too. */
    private void enqueue(String name) {
        if (waiting.add(name)) {
            raised.add(name);
        }
    }

    private void untilStopped(Work work) {
        while (running) {
            try (Connection connection = connections.open()) {
                work.run(connection);
            } catch (SQLException broken) {
                reconnectLater(broken);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void send(Connection connection) throws SQLException, InterruptedException {
        try (Statement settings = connection.createStatement();
                PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            // a signal that is lost in a crash has nobody left to send it, and those who wait look for themselves
            settings.execute("set synchronous_commit = off");
            // whatever happened while nothing could be sent
            signals.keySet().forEach(this::enqueue);
            while (running) {
                send(notify, raised.take());
                TimeUnit.MILLISECONDS.sleep(GATHERING.toMillis());
            }
        }
    }

    private void send(PreparedStatement notify, String name) throws SQLException {
        // before it is sent: what happens from here on needs another signal
        waiting.remove(name);
        notify.setString(1, CHANNEL);
        notify.setString(2, name + " " + node);
        notify.execute();
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement listen = connection.createStatement()) {
            listen.execute("listen " + CHANNEL);
        }
        // whatever happened while nobody listened
        raiseAll();
        PGConnection channel = connection.unwrap(PGConnection.class);
        while (running) {
            PGNotification[] heard = channel.getNotifications((int) LISTENING.toMillis());
            heard(heard == null ? new PGNotification[0] : heard);
        }
    }

    private void heard(PGNotification[] heard) {
        List<String> names = new ArrayList<>();
        for (PGNotification notification : heard) {
            String[] nameAndNode = notification.getParameter().split(" ", 2);
            if (!node.equals(nameAndNode[nameAndNode.length - 1])) {
                names.add(nameAndNode[0]);
            }
        }
        names.stream().distinct().filter(signals::containsKey).map(signals::get).forEach(Signal::raiseFromOtherNode);
    }

    private void raiseAll() {
        signals.values().forEach(Signal::raiseFromOtherNode);
    }

    private void reconnectLater(SQLException broken) {
        if (!running) {
            return;
        }
        LOG.warn("Signals between nodes are interrupted: {}", broken.getMessage());
        raiseAll();
        try {
            TimeUnit.MILLISECONDS.sleep(BROKEN.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens connections. */
    interface Connections {
        Connection open() throws SQLException;
    }

    private interface Work {
        void run(Connection connection) throws SQLException, InterruptedException;
    }
}
