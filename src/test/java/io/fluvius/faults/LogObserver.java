package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Another program that reads the log in PostgreSQL again and again, while events are appended. The log is in order when no
 * event appears below the highest one that this program has seen.
 */
final class LogObserver implements AutoCloseable {

    private final Connection connection;
    private final TreeSet<Long> seen = new TreeSet<>();
    private final List<Long> late = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> observing;
    private volatile boolean stopped;

    /** @param settings the settings of a database, as {@code TestDatabases.freshPostgres()} returns them */
    LogObserver(String... settings) throws SQLException {
        this.connection = DriverManager.getConnection(settings[0].split("=", 2)[1], "postgres", "postgres");
        this.observing = thread.submit(() -> await().atMost(Duration.ofHours(1)).until(this::readAndTest));
    }

    /** Stops, and fails when an event appeared below one that was visible before. */
    void assertInOrder() throws Exception {
        stopped = true;
        observing.get();
        assertThat(seen).hasSizeGreaterThan(10);
        assertThat(late).as("events that became visible after a later one").isEmpty();
    }

    private boolean readAndTest() throws SQLException {
        if (tableExists()) {
            read();
        }
        return stopped;
    }

    private void read() throws SQLException {
        long highest = seen.isEmpty() ? Long.MIN_VALUE : seen.last();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select global_index from domain_event")) {
            while (rows.next()) {
                long index = rows.getLong(1);
                if (seen.add(index) && index < highest) {
                    late.add(index);
                }
            }
        }
    }

    private boolean tableExists() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery("select to_regclass('domain_event') is not null")) {
            return table.next() && table.getBoolean(1);
        }
    }

    @Override
    public void close() throws SQLException {
        stopped = true;
        thread.close();
        connection.close();
    }
}
