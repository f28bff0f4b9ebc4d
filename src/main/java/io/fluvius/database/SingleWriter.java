package io.fluvius.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the transactions of H2 write one after the other: each from its first statement that writes until it has ended. A
 * commit stores the state of one table and index after the other, and other transactions would change some of them meanwhile;
 * if the process died then, the file would contain half of such a transaction (H2's issue 2080). Statements that only read do
 * not wait. Safe for use by many threads; the thread that writes on a connection also ends the transaction.
 */
final class SingleWriter {

    private static final Pattern READ = Pattern.compile(
            "\\s*(select|with|values|show|explain|set)\\b(?!.*\\b(for update|final table)\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Fair, so that commands that follow one another do not keep projections from writing. */
    private final ReentrantLock writing = new ReentrantLock(true);

    /** Returns a connection on which transactions write one after the other. */
    Connection serialize(Connection connection) {
        return proxy(Connection.class, new Transaction(connection));
    }

    /** The calls of a connection. */
    private final class Transaction implements InvocationHandler {

        private final Connection connection;
        private boolean isAutomatic = true;
        private boolean isWriting;

        Transaction(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                Object result = call(connection, method, arguments);
                if (method.getName().equals("setAutoCommit")) {
                    isAutomatic = connection.getAutoCommit();
                }
                return result instanceof Statement statement
                        ? proxy(method.getReturnType(), calls(statement, containsWrite(arguments)))
                        : result;
            } finally {
                if (ends(method.getName(), arguments)) {
                    end();
                }
            }
        }

        private InvocationHandler calls(Statement statement, boolean isPreparedWrite) {
            return (proxy, method, arguments) ->
                    method.getName().startsWith("execute") && (isPreparedWrite || containsWrite(arguments))
                            ? write(statement, method, arguments)
                            : call(statement, method, arguments);
        }

        private @Nullable Object write(Statement statement, Method method, Object @Nullable [] arguments)
                throws Throwable {
            if (!isWriting) {
                writing.lock();
                isWriting = true;
            }
            try {
                return call(statement, method, arguments);
            } finally {
                if (isAutomatic) {
                    end();
                }
            }
        }

        /** Another thread closes a connection only when its pool closes; the thread that writes then ends with an exception. */
        private void end() {
            if (isWriting && writing.isHeldByCurrentThread()) {
                isWriting = false;
                writing.unlock();
            }
        }
    }

    private static boolean ends(String method, Object @Nullable [] arguments) {
        return switch (method) {
            case "commit", "close", "setAutoCommit" -> true;
            // with an argument, to a savepoint
            case "rollback" -> arguments == null;
            default -> false;
        };
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
