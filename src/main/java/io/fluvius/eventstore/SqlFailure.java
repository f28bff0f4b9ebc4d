package io.fluvius.eventstore;

import io.fluvius.kernel.DatabasePools;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** What the failure of a statement means for those who wanted it, by its SQL state. */
enum SqlFailure {
    /** A unique constraint was violated: something is there already. */
    DUPLICATE,
    /** Others were in the way; the same may work the next time. */
    PASSING,
    /** The connection broke, so it is not known whether it was done. */
    CONNECTION,
    /** The statement cannot be done. */
    OTHER;

    /** Of H2's own class 90: the connection is closed, the database cannot be opened, the connection is broken. */
    private static final Set<String> CONNECTION_OF_H2 = Set.of("90007", "90020", "90067");

    /** The first one that has a state tells. */
    static SqlFailure of(SQLException failure) {
        if (DatabasePools.isClosed(failure)) {
            return CONNECTION;
        }
        return Stream.<Throwable>iterate(failure, it -> it != null, Throwable::getCause)
                .limit(32)
                .filter(SQLException.class::isInstance)
                .map(it -> ((SQLException) it).getSQLState())
                .filter(state -> state != null && state.length() == 5)
                .findFirst()
                .map(SqlFailure::of)
                .orElse(CONNECTION);
    }

    private static SqlFailure of(String state) {
        if (state.equals("23505")) {
            return DUPLICATE;
        }
        // "transaction rollback", and the lock timeouts of H2 and PostgreSQL
        if (state.startsWith("40") || state.equals("HYT00") || state.equals("55P03")) {
            return PASSING;
        }
        return CONNECTION_OF_H2.contains(state) || Set.of("08", "53", "57").contains(state.substring(0, 2))
                ? CONNECTION
                : OTHER;
    }
}
