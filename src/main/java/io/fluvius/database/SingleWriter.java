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
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
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
 * <p>A transaction that has rolled back to a savepoint, or in which a statement has failed, keeps its turn until it ends. H2
 * does not suspend a statement that needs a row of such a transaction, but tries it again for ever, without its lock timeout;
 * the transaction could not end meanwhile. For the same reason only the first statement of a transaction that writes waits for
 * a row of another one, in a new transaction of H2 for each attempt. A later statement fails at once. Safe for use by many
 * threads.
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
    private static final Duration ROW_ATTEMPT = Duration.ofMillis(1);

    /** How long others can write before the next attempt. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    /** After these failures the pool keeps the connection, so the end of the transaction comes here. */
    private static final Set<SqlFailure> KEEPING =
            Set.of(SqlFailure.DUPLICATE_KEY, SqlFailure.CONTENTION, SqlFailure.REFUSED, SqlFailure.CANCELED);

    private final Semaphore turns;

    /** @param turns the one permit to write, which a connection may return on another thread */
    SingleWriter(Semaphore turns) {
        this.turns = turns;
    }

    /** Returns the connection, made to write while no other one does. */
    Connection serialize(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout " + ROW_ATTEMPT.toMillis());
        }
        Turn turn = new Turn(connection);
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = turn.call(method, arguments);
            return result instanceof Statement statement
                    ? proxy(method.getReturnType(), statement(turn, statement, containsWrite(arguments)))
                    : result;
        });
    }

    private static InvocationHandler statement(Turn turn, Statement statement, boolean isPreparedWrite) {
        return (proxy, method, arguments) ->
                method.getName().startsWith("execute") && (isPreparedWrite || containsWrite(arguments))
                        ? turn.write(statement, method, arguments)
                        : call(statement, method, arguments);
    }

    /** The turn of the transaction of a connection. */
    private final class Turn {

        private final Connection connection;

        /** The pool closes a broken connection on another thread. */
        private final Lock using = new ReentrantLock();

        /** Whether the transaction has changed or locked rows, or has a savepoint. */
        private volatile boolean isBegun;

        /** Whether the transaction keeps the turn until it ends. */
        private volatile boolean isKept;

        Turn(Connection connection) {
            this.connection = connection;
        }

        @Nullable Object write(Statement statement, Method method, Object @Nullable [] arguments) throws Throwable {
            boolean isInTransaction = !connection.getAutoCommit();
            long deadline = System.nanoTime() + ROW_TIMEOUT.toNanos();
            while (true) {
                take();
                try {
                    Object result = SingleWriter.call(statement, method, arguments);
                    isBegun = isInTransaction;
                    return result;
                } catch (SQLTimeoutException lockedRow) {
                    if (isInTransaction && !isBegun) {
                        connection.rollback();
                    }
                    if (isBegun || System.nanoTime() > deadline) {
                        isKept = isBegun;
                        throw lockedRow;
                    }
                } catch (SQLException failure) {
                    isKept = isInTransaction && KEEPING.contains(SqlFailure.of(failure));
                    throw failure;
                } finally {
                    giveUnlessKept();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
            if (ENDS.contains(method.getName())) {
                return end(method, arguments);
            }
            if (method.getName().equals("setSavepoint")) {
                isBegun = true;
            }
            return SingleWriter.call(connection, method, arguments);
        }

        private @Nullable Object end(Method method, Object @Nullable [] arguments) throws Throwable {
            take();
            boolean isSavepoint = method.getName().equals("rollback") && arguments != null;
            try {
                return SingleWriter.call(connection, method, arguments);
            } finally {
                isKept = isSavepoint;
                isBegun &= isSavepoint;
                giveUnlessKept();
            }
        }

        private void take() {
            using.lock();
            if (!isKept) {
                turns.acquireUninterruptibly();
            }
        }

        private void giveUnlessKept() {
            if (!isKept) {
                turns.release();
            }
            using.unlock();
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
