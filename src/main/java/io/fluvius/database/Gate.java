package io.fluvius.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Lets connections be opened, unless it is closed. Safe for use by many threads. */
final class Gate {

    private final AtomicInteger passing = new AtomicInteger();
    private volatile CountDownLatch opened = new CountDownLatch(0);

    void close() {
        if (opened.getCount() == 0) {
            opened = new CountDownLatch(1);
        }
    }

    void open() {
        opened.countDown();
    }

    /** Whether connections are being opened. */
    boolean isInUse() {
        return passing.get() > 0;
    }

    /**
     * Opens a connection as soon as the gate is open.
     *
     * @param isCanceled checked every second
     * @throws SQLTransientConnectionException when the wait is canceled
     */
    Connection connect(DataSource database, BooleanSupplier isCanceled) throws SQLException {
        while (true) {
            awaitOpened(isCanceled);
            passing.incrementAndGet();
            try {
                if (opened.getCount() == 0) {
                    return database.getConnection();
                }
            } finally {
                passing.decrementAndGet();
            }
        }
    }

    private void awaitOpened(BooleanSupplier isCanceled) throws SQLException {
        try {
            while (!opened.await(1, TimeUnit.SECONDS)) {
                if (isCanceled.getAsBoolean()) {
                    throw new SQLTransientConnectionException("The pool was closed while H2 was reopening its file");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while H2 was reopening its file", interrupted);
        }
    }
}
