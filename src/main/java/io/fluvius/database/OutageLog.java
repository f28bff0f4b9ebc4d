package io.fluvius.database;

import static java.util.stream.Collectors.toSet;

import io.fluvius.problem.Failures;
import io.fluvius.problem.StoreOutages;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Logs the outages of the database. Safe for use by many threads. */
final class OutageLog extends StoreOutages {

    private static final int ANSWER_TIMEOUT_SECONDS = 1;

    private final DataSource database;

    /** @param database probed before its recovery is logged */
    OutageLog(DataSource database, LongSupplier nanoTime) {
        super("The database", nanoTime);
        this.database = database;
    }

    @Override
    protected @Nullable Trouble trouble(Throwable failure, boolean isOut) {
        Set<SqlFailure> kinds = Failures.causes(failure)
                .flatMap(cause -> cause instanceof SQLException sql ? Stream.of(kind(sql)) : Stream.empty())
                .collect(toSet());
        if (kinds.contains(SqlFailure.CONNECTION) || kinds.contains(SqlFailure.CLOSED)) {
            return DatabaseTrouble.find(failure)
                    .map(trouble -> new Trouble(trouble.cause(), trouble.remedy()))
                    .orElse(new Trouble("the connection broke", "It is opened again as soon as that is possible."));
        }
        // a pool reports connections that an outage has closed without an SQL state
        return isOut && kinds.contains(SqlFailure.UNKNOWN) ? Trouble.CONSEQUENCE : null;
    }

    private static SqlFailure kind(SQLException failure) {
        // with a cause, the pool could not open a connection; without, all connections are in use
        return failure instanceof SQLTransientConnectionException && failure.getCause() != null
                ? SqlFailure.CONNECTION
                : SqlFailure.of(failure);
    }

    @Override
    protected boolean answers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(ANSWER_TIMEOUT_SECONDS);
        } catch (SQLException unavailable) {
            LoggerFactory.getLogger(OutageLog.class).warn("The database does not answer", unavailable);
            return false;
        }
    }
}
