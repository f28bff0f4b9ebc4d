package io.fluvius.eventstore;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;

/**
 * Tells by its SQL state that a unique constraint was violated. Axon's own resolver asks for a type of exception that
 * neither driver throws for a batch of statements.
 */
final class DuplicateKeys implements PersistenceExceptionResolver {

    /** "unique violation", of H2 and PostgreSQL alike. */
    private static final String UNIQUE_VIOLATION = "23505";

    @Override
    public boolean isDuplicateKeyViolation(Exception failure) {
        return Stream.<Throwable>iterate(failure, it -> it != null, Throwable::getCause)
                .anyMatch(it -> it instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState()));
    }
}
