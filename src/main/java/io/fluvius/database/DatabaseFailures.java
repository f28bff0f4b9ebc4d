package io.fluvius.database;

import io.fluvius.problem.Failure;
import io.fluvius.problem.FailureClassifier;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/** Classifies the exceptions of the database, of its driver and of the connection pools. */
final class DatabaseFailures implements FailureClassifier {

    @Override
    public @Nullable Failure classify(Throwable exception) {
        return switch (exception) {
            case ConcurrencyFailureException concurrent -> Failure.lostRace();
            // the pool has no connection to give
            case SQLTransientConnectionException exhausted -> Failure.unavailable();
            case SQLException sql -> classify(SqlFailure.of(sql));
            default -> null;
        };
    }

    private static @Nullable Failure classify(SqlFailure failure) {
        return switch (failure) {
            case CONTENTION -> Failure.lostRace();
            case CONNECTION, CLOSED -> Failure.unavailable();
            case DUPLICATE_KEY, REFUSED, UNKNOWN -> null;
        };
    }
}
