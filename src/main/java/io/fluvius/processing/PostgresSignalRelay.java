package io.fluvius.processing;

import io.fluvius.problem.Redaction;
import io.fluvius.progress.Signal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Relays signals between nodes that share a PostgreSQL database, with LISTEN and NOTIFY. A thread with its own connection sends
 * them after the commit, so that no append waits for it; signals that are raised meanwhile are coalesced. A connection on
 * which the server does not answer is replaced. Without a connection, every signal is raised every few seconds instead.
 */
final class PostgresSignalRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSignalRelay.class);

    private static final String CHANNEL = "fluvius_signals";
    /**
     * How long the listening thread waits for notifications before it checks whether the server still answers and whether the
     * relay was stopped.
     */
    private static final Duration LISTEN_TIMEOUT = Duration.ofMillis(500);

    /** How long the server may take to answer, in seconds. After that the connection is replaced. */
    private static final int ANSWER_TIMEOUT = 2;

    private static final Duration RECONNECT_DELAY = Duration.ofSeconds(1);
    /** Coalesces signals; delays a notification by at most this much. */
    private static final Duration SEND_INTERVAL = Duration.ofMillis(10);

    private final DataSource database;
    private final Map<String, Signal> signals;
    private final String node;
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    private final Set<String> queued = ConcurrentHashMap.newKeySet();
    private final Disposable.Composite subscriptions = Disposables.composite();
    private volatile boolean running;
    private List<Thread> threads = List.of();

    /**
     * @param database opens connections that do not belong to a pool
     * @param signals the signals to relay, under names that are the same on every node
     * @param node identifies this process among all that are running
     */
    PostgresSignalRelay(DataSource database, Map<String, Signal> signals, String node) {
        this.database = database;
        this.signals = Map.copyOf(signals);
        this.node = node;
    }

    @Override
    public void start() {
        running = true;
        signals.forEach((name, signal) -> subscriptions.add(signal.addRelay(() -> enqueue(name))));
        threads = List.of(
                Thread.ofPlatform().daemon().name("signals-out").start(() -> runUntilStopped(this::send)),
                Thread.ofPlatform().daemon().name("signals-in").start(() -> runUntilStopped(this::listen)));
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

    private void enqueue(String name) {
        if (queued.add(name)) {
            queue.add(name);
        }
    }

    private void runUntilStopped(Task task) {
        while (running) {
            try (Connection connection = database.getConnection()) {
                task.run(connection);
            } catch (SQLException failure) {
                waitToReconnect(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void send(Connection connection) throws SQLException, InterruptedException {
        try (Statement settings = connection.createStatement();
                PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            // a crash of the server may lose notifications, but also the connections; new ones raise every signal
            settings.execute("set synchronous_commit = off");
            // signals may have been lost before there was a connection
            signals.keySet().forEach(this::enqueue);
            while (running) {
                send(notify, queue.take());
                TimeUnit.MILLISECONDS.sleep(SEND_INTERVAL.toMillis());
            }
        }
    }

    private void send(PreparedStatement notify, String name) throws SQLException {
        // before the statement: an event that is appended from now on must be signalled again
        queued.remove(name);
        notify.setString(1, CHANNEL);
        notify.setString(2, name + " " + node);
        notify.execute();
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement listen = connection.createStatement()) {
            listen.execute("listen " + CHANNEL);
        }
        // notifications may have been missed before there was a connection
        raiseAll();
        PGConnection channel = connection.unwrap(PGConnection.class);
        while (running) {
            PGNotification[] notifications = channel.getNotifications((int) LISTEN_TIMEOUT.toMillis());
            if (notifications != null && notifications.length > 0) {
                raise(notifications);
            } else if (!connection.isValid(ANSWER_TIMEOUT)) {
                throw new SQLException("The server has not answered for " + ANSWER_TIMEOUT + " s");
            }
        }
    }

    /** Raises each signal once that another node has sent. */
    private void raise(PGNotification[] notifications) {
        Set<String> names = new LinkedHashSet<>();
        for (PGNotification notification : notifications) {
            String[] nameAndNode = notification.getParameter().split(" ", 2);
            if (!node.equals(nameAndNode[nameAndNode.length - 1])) {
                names.add(nameAndNode[0]);
            }
        }
        names.stream().filter(signals::containsKey).map(signals::get).forEach(Signal::raiseFromOtherNode);
    }

    private void raiseAll() {
        signals.values().forEach(Signal::raiseFromOtherNode);
    }

    private void waitToReconnect(SQLException failure) {
        if (!running) {
            return;
        }
        LOG.warn("Signals between nodes are interrupted", Redaction.redact(failure));
        raiseAll();
        LockSupport.parkNanos(RECONNECT_DELAY.toNanos());
    }

    /** Opens connections to a database on which no call waits longer than {@link #ANSWER_TIMEOUT} for the server. */
    static DataSource database(String url, @Nullable String user, @Nullable String password) {
        Properties timeouts = new Properties();
        for (String timeout : List.of("connectTimeout", "loginTimeout", "socketTimeout")) {
            timeouts.setProperty(timeout, String.valueOf(ANSWER_TIMEOUT));
        }
        DriverManagerDataSource database = new DriverManagerDataSource(url, timeouts);
        database.setUsername(user);
        database.setPassword(password);
        return database;
    }

    private interface Task {
        void run(Connection connection) throws SQLException, InterruptedException;
    }
}
