package io.fluvius.database;

import static java.util.stream.Collectors.toSet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.fluvius.problem.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Logs one line when the database cannot be used, another for each further cause, and one when it can be used again. While the
 * database is out, every thread that needs it fails again and again, and each library logs that with a stack trace; those
 * messages are dropped. The log level {@code debug} for this class keeps them. Safe for use by many threads.
 */
final class OutageLog extends TurboFilter implements InitializingBean, DisposableBean {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    /** The outage has ended when nothing has failed for so long, which is longer than the processors pause in between. */
    static final Duration QUIET = Duration.ofSeconds(10);

    private static final int ANSWER_TIMEOUT_SECONDS = 1;

    private final DataSource database;
    private final LongSupplier nanoTime;
    /** The causes that were logged since the outage began; empty without an outage. */
    private final Set<String> causes = new HashSet<>();

    private long begin;
    private long latestFailure;
    private long dropped;

    /** @param database probed before its recovery is logged */
    OutageLog(DataSource database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    @Override
    public void afterPropertiesSet() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            setContext(loggers);
            start();
            loggers.addTurboFilter(this);
        }
    }

    @Override
    public void destroy() {
        if (getContext() instanceof LoggerContext loggers) {
            loggers.getTurboFilterList().remove(this);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (!level.isGreaterOrEqual(Level.WARN) || LOG.isDebugEnabled()) {
            return FilterReply.NEUTRAL;
        }
        Throwable failure = thrown != null ? thrown : last(parameters);
        return failure != null && isPartOfOutage(failure) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    /** SLF4J takes the exception from the end of the parameters. */
    private static @Nullable Throwable last(Object @Nullable [] parameters) {
        return parameters != null
                        && parameters.length > 0
                        && parameters[parameters.length - 1] instanceof Throwable failure
                ? failure
                : null;
    }

    private synchronized boolean isPartOfOutage(Throwable failure) {
        Set<SqlFailure> kinds = Failures.causes(failure)
                .flatMap(cause -> cause instanceof SQLException sql ? Stream.of(kind(sql)) : Stream.empty())
                .collect(toSet());
        boolean isOutage = kinds.contains(SqlFailure.CONNECTION) || kinds.contains(SqlFailure.CLOSED);
        // a pool reports connections that an outage has closed without an SQL state
        boolean isConsequence = !causes.isEmpty() && kinds.contains(SqlFailure.UNKNOWN);
        if (isOutage) {
            log(DatabaseTrouble.find(failure)
                    .orElse(new DatabaseTrouble(
                            "the connection broke", "It is opened again as soon as that is possible.")));
        }
        if (isOutage || isConsequence) {
            latestFailure = nanoTime.getAsLong();
            dropped++;
        }
        return isOutage || isConsequence;
    }

    private static SqlFailure kind(SQLException failure) {
        // with a cause, the pool could not open a connection; without, all connections are in use
        return failure instanceof SQLTransientConnectionException && failure.getCause() != null
                ? SqlFailure.CONNECTION
                : SqlFailure.of(failure);
    }

    private void log(DatabaseTrouble trouble) {
        if (causes.isEmpty()) {
            begin = nanoTime.getAsLong();
            dropped = 0;
        }
        if (causes.add(trouble.cause())) {
            LOG.warn("The database cannot be used: {}. {}", trouble.cause(), trouble.remedy());
        }
    }

    /** Logs the end of an outage once nothing has failed for {@link #QUIET}, and the database answers. */
    @Scheduled(fixedDelayString = "PT1S")
    void logRecovery() {
        if (isQuiet() && answers()) {
            end();
        }
    }

    private synchronized boolean isQuiet() {
        return !causes.isEmpty() && nanoTime.getAsLong() - latestFailure >= QUIET.toNanos();
    }

    private boolean answers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(ANSWER_TIMEOUT_SECONDS);
        } catch (SQLException unavailable) {
            LOG.warn("The database does not answer", unavailable);
            return false;
        }
    }

    private synchronized void end() {
        LOG.info(
                "The database can be used again. The outage took {} s, in which {} messages of failures were dropped",
                Duration.ofNanos(latestFailure - begin).toSeconds(),
                dropped);
        causes.clear();
    }
}
