package io.fluvius.bench.command;

import io.fluvius.bench.Database;
import io.fluvius.bench.WrongAnswerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Reads the log while events are appended, and verifies that no event appears below the highest global index that was seen.
 * Runs on a thread of its own until it is stopped.
 */
final class LateEvents implements AutoCloseable {

    /** The indexes below the highest one that are counted again. */
    private static final int WINDOW = 20_000;

    private static final int MILLIS_BETWEEN = 20;

    private final Database database;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> reading;
    private volatile boolean stopped;

    LateEvents(Database database) {
        this.database = database;
        this.reading = thread.submit(() -> {
            read();
            return null;
        });
    }

    /** @throws WrongAnswerException when an event has appeared below one that was visible before */
    void requireNone() throws Exception {
        stopped = true;
        try {
            reading.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof WrongAnswerException late ? late : failure;
        }
    }

    private void read() throws SQLException, InterruptedException {
        try (Connection connection = database.connect()) {
            long highest = -1;
            long visible = 0;
            while (!stopped) {
                long again = count(connection, highest - WINDOW, highest);
                if (again != visible) {
                    throw new WrongAnswerException("Below the index %d, %d events were visible and later %d"
                            .formatted(highest, visible, again));
                }
                highest = max(connection);
                visible = count(connection, highest - WINDOW, highest);
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN);
            }
        }
    }

    private static long count(Connection connection, long after, long upTo) throws SQLException {
        return number(
                connection,
                "select count(*) from domain_event where global_index > ? and global_index <= ?",
                after,
                upTo);
    }

    private static long max(Connection connection) throws SQLException {
        return number(connection, "select coalesce(max(global_index), -1) from domain_event");
    }

    private static long number(Connection connection, String query, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setLong(index + 1, parameters[index]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        thread.close();
    }
}
