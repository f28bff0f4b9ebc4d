package io.fluvius.database;

import io.fluvius.problem.Failures;
import java.sql.SQLException;
import java.util.Set;

/** What the failure of a statement means, by its SQL state. No other class interprets SQL states. */
public enum SqlFailure {
    /** The statement violated a unique constraint: the row already exists. */
    DUPLICATE_KEY,
    /** Concurrent transactions made the database roll back, or refuse a lock in time. A retry may succeed. */
    CONTENTION,
    /** The connection broke or could not be opened. The statement may or may not have taken effect. */
    CONNECTION,
    /** H2 has closed its file, and opens it again for the next connection: see {@link DatabasePools}. */
    CLOSED,
    /** The database canceled the statement, because it took too long or an administrator asked for it. */
    CANCELED,
    /** The database refused the statement. */
    REFUSED,
    /** The driver reported no SQL state. */
    UNKNOWN;

    /** The state of H2 and PostgreSQL for "unique violation". */
    public static final String UNIQUE_VIOLATION = "23505";

    /** The state of H2 and PostgreSQL for "query canceled". */
    private static final String QUERY_CANCELED = "57014";

    /** Class 40 of the SQL standard is "transaction rollback"; these are the lock timeouts of H2 and PostgreSQL. */
    private static final Set<String> LOCK_TIMEOUTS = Set.of("HYT00", "55P03");

    /** The classes "connection exception", "insufficient resources", and "operator intervention". */
    private static final Set<String> CONNECTION_CLASSES = Set.of("08", "53", "57");

    /** Of H2: OBJECT_CLOSED, DATABASE_ALREADY_OPEN, CONNECTION_BROKEN. */
    private static final Set<String> CONNECTION_STATES = Set.of("90007", "90020", "90067");

    /** Of H2: IO_EXCEPTION (two), DATABASE_IS_CLOSED, DATABASE_CALLED_AT_SHUTDOWN, DATABASE_IS_IN_EXCLUSIVE_MODE. */
    private static final Set<String> CLOSED_STATES = Set.of("90028", "90031", "90098", "90121", "90135");

    /** The exception of H2's storage engine, which is not on the compile-time class path. */
    private static final String STORAGE_EXCEPTION = "org.h2.mvstore.MVStoreException";

    /** Classifies an exception by the first SQL state in its chain of causes, and by an exception of H2's storage. */
    public static SqlFailure of(SQLException exception) {
        SqlFailure failure = Failures.causes(exception)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(state -> state != null && state.length() == 5)
                .findFirst()
                .map(SqlFailure::ofState)
                .orElse(UNKNOWN);
        // the storage reports a locked row too
        boolean isOfStorage = failure != CONTENTION
                && Failures.causes(exception)
                        .anyMatch(it -> it.getClass().getName().equals(STORAGE_EXCEPTION));
        return isOfStorage ? CLOSED : failure;
    }

    /** Whether the statement may or may not have taken effect. */
    public boolean isOutcomeUnknown() {
        return this == CONNECTION || this == CLOSED || this == UNKNOWN;
    }

    private static SqlFailure ofState(String state) {
        if (state.equals(UNIQUE_VIOLATION)) {
            return DUPLICATE_KEY;
        }
        if (state.equals(QUERY_CANCELED)) {
            return CANCELED;
        }
        if (state.startsWith("40") || LOCK_TIMEOUTS.contains(state)) {
            return CONTENTION;
        }
        if (CLOSED_STATES.contains(state)) {
            return CLOSED;
        }
        return CONNECTION_STATES.contains(state) || CONNECTION_CLASSES.contains(state.substring(0, 2))
                ? CONNECTION
                : REFUSED;
    }
}
