package io.fluvius.database;

import io.fluvius.problem.Failure;
import io.fluvius.problem.FailureClassifier;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/** Classifies the exceptions of JDBC drivers, of connection pools, and of Spring's data access. */
final class DatabaseFailures implements FailureClassifier {

    @Override
    public @Nullable Failure classify(Throwable exception) {
        return switch (exception) {
            case ConcurrencyFailureException conflict -> Failure.lostRace();
            // the pool had no free connection within its timeout
            case SQLTransientConnectionException exhausted -> Failure.unavailable();
            case SQLException failure -> classify(SqlFailure.of(failure));
            default -> null;
        };
    }

    private static @Nullable Failure classify(SqlFailure failure) {
        return switch (failure) {
            case CONTENTION -> Failure.lostRace();
            case CONNECTION, CLOSED -> Failure.unavailable();
            case CANCELED ->
                Failure.unavailable(
                        "The query took too long and was canceled; narrow the filter, or sort by a field that has an index");
            case DUPLICATE_KEY, REFUSED, UNKNOWN -> null;
        };
    }
}
