package io.fluvius.database;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** What the failure of a statement means, classified by its SQL state. The only such classification in Fluvius. */
public enum SqlFailure {
    /** A unique constraint was violated: the row exists already. */
    DUPLICATE_KEY,
    /** Other transactions were in the way: rolled back, or a lock not granted in time. A second attempt may succeed. */
    CONTENTION,
    /** The connection broke or could not be opened: it is not known whether the statement took effect. */
    CONNECTION,
    /** H2 has closed its file; it opens it again for the next connection, see {@link DatabasePools}. */
    CLOSED,
    /** The database refuses the statement. */
    REFUSED,
    /** The driver gives no SQL state. */
    UNKNOWN;

    /** "Unique violation", of H2 and PostgreSQL alike. */
    public static final String UNIQUE_VIOLATION = "23505";

    /** Of H2's own class 90: file error, corrupt file, closed, closing, being closed. */
    private static final Set<String> CLOSED_STATES = Set.of("90028", "90031", "90098", "90121", "90135");

    private static final String STORE_OF_H2 = "org.h2.mvstore.MVStoreException";

    /** Of H2's own class 90: the connection is closed, the database cannot be opened, the connection is broken. */
    private static final Set<String> CONNECTION_STATES_OF_H2 = Set.of("90007", "90020", "90067");

    /** Classes of SQL states: connection exception, insufficient resources, operator intervention. */
    private static final Set<String> CONNECTION_CLASSES = Set.of("08", "53", "57");

    /** The lock timeouts of H2 and PostgreSQL; class 40 is "transaction rollback". */
    private static final Set<String> LOCK_TIMEOUTS = Set.of("HYT00", "55P03");

    /** A chain of causes that is longer than this is a cycle. */
    private static final int MAX_CAUSES = 32;

    /** Classifies an exception by the first SQL state among its causes. */
    public static SqlFailure of(SQLException exception) {
        return causes(exception).anyMatch(cause -> cause.getClass().getName().equals(STORE_OF_H2))
                ? CLOSED
                : causes(exception)
                        .filter(SQLException.class::isInstance)
                        .map(cause -> ((SQLException) cause).getSQLState())
                        .filter(state -> state != null && state.length() == 5)
                        .findFirst()
                        .map(SqlFailure::of)
                        .orElse(UNKNOWN);
    }

    /** Whether the statement may or may not have taken effect. */
    public boolean isOutcomeUnknown() {
        return this == CONNECTION || this == CLOSED || this == UNKNOWN;
    }

    private static SqlFailure of(String state) {
        if (state.equals(UNIQUE_VIOLATION)) {
            return DUPLICATE_KEY;
        }
        if (state.startsWith("40") || LOCK_TIMEOUTS.contains(state)) {
            return CONTENTION;
        }
        if (CLOSED_STATES.contains(state)) {
            return CLOSED;
        }
        return CONNECTION_STATES_OF_H2.contains(state) || CONNECTION_CLASSES.contains(state.substring(0, 2))
                ? CONNECTION
                : REFUSED;
    }

    private static Stream<Throwable> causes(SQLException exception) {
        return Stream.<Throwable>iterate(exception, it -> it != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }
}
