package io.fluvius.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connections to H2 write one after the other: while one executes a statement that writes, or ends its transaction,
 * no other one does. A commit stores the state of one table and index after the other. If another statement changed them
 * meanwhile and the process died, the file would contain a part of that statement, which H2 does not roll back (its issue
 * 2080). Statements that only read do not wait.
 *
 * <p>A transaction that has rolled back to a savepoint keeps its turn until it ends. H2 does not suspend a statement that needs
 * a row of such a transaction, but tries it again for ever, without its lock timeout; the transaction could not end meanwhile.
 * Safe for use by many threads.
 */
final class SingleWriter {

    private static final Pattern READ = Pattern.compile(
            "\\s*(select|with|values|show|explain|set)\\b(?!.*\\b(for update|final table)\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The methods of a connection that may end a transaction or undo a part of it. */
    private static final Set<String> ENDS = Set.of("commit", "rollback", "setAutoCommit", "close");

    /** How long a statement waits for a row that another transaction has changed: far longer than such a transaction takes. */
    private static final Duration ROW_TIMEOUT = Duration.ofSeconds(10);

    /** How long it does so while no other connection can write, the one included that has to end its transaction. */
    private static final Duration ROW_ATTEMPT = Duration.ofMillis(10);

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final ReentrantLock writing;

    /** @param writing held while a connection writes */
    SingleWriter(ReentrantLock writing) {
        this.writing = writing;
    }

    /** Returns the connection, made to write while no other one does. */
    Connection serialize(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout " + ROW_ATTEMPT.toMillis());
        }
        AtomicBoolean isKept = new AtomicBoolean();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = ENDS.contains(method.getName())
                    ? end(connection, method, arguments, isKept)
                    : call(connection, method, arguments);
            return result instanceof Statement statement
                    ? proxy(method.getReturnType(), statement(statement, containsWrite(arguments)))
                    : result;
        });
    }

    private InvocationHandler statement(Statement statement, boolean isPreparedWrite) {
        return (proxy, method, arguments) ->
                method.getName().startsWith("execute") && (isPreparedWrite || containsWrite(arguments))
                        ? writeRows(statement, method, arguments)
                        : call(statement, method, arguments);
    }

    /**
     * Executes a statement again while it waits for a row. Not a batch, of which a part may have been executed: it fails with a
     * {@link java.sql.BatchUpdateException}.
     */
    private @Nullable Object writeRows(Statement statement, Method method, Object @Nullable [] arguments)
            throws Throwable {
        long deadline = System.nanoTime() + ROW_TIMEOUT.toNanos();
        while (true) {
            try {
                return write(statement, method, arguments);
            } catch (SQLTimeoutException lockedRow) {
                if (System.nanoTime() > deadline) {
                    throw lockedRow;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** @param isKept whether the transaction of the connection keeps its turn */
    private @Nullable Object end(
            Connection connection, Method method, Object @Nullable [] arguments, AtomicBoolean isKept)
            throws Throwable {
        writing.lock();
        try {
            boolean isSavepoint = method.getName().equals("rollback") && arguments != null;
            if (isSavepoint && isKept.compareAndSet(false, true)) {
                writing.lock();
            }
            try {
                return call(connection, method, arguments);
            } finally {
                // a connection that another thread closes has no transaction
                if (!isSavepoint && writing.getHoldCount() > 1 && isKept.compareAndSet(true, false)) {
                    writing.unlock();
                }
            }
        } finally {
            writing.unlock();
        }
    }

    private @Nullable Object write(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        writing.lock();
        try {
            return call(target, method, arguments);
        } finally {
            writing.unlock();
        }
    }

    /** Whether the first argument is a statement that writes. */
    private static boolean containsWrite(Object @Nullable [] arguments) {
        return arguments != null
                && arguments[0] instanceof String sql
                && !READ.matcher(sql).matches();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
