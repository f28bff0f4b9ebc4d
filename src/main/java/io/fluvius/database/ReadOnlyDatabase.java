package io.fluvius.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jooq.impl.DSL;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database as queries see it: a separate pool, on whose connections the database rejects writes and cancels statements
 * that run too long. Safe for use by many threads.
 */
public final class ReadOnlyDatabase implements AutoCloseable {

    private final HikariDataSource pool;
    private final DSLContext dsl;
    private final SQLDialect dialect;
    private final Settings settings;

    /**
     * Opens the pool.
     *
     * @param config where to connect; its sessions become read-only
     * @param statementTimeout how long a statement can run before the database cancels it
     */
    public ReadOnlyDatabase(
            DatabasePools pools,
            HikariConfig config,
            SQLDialect dialect,
            Settings settings,
            Duration statementTimeout) {
        config.setReadOnly(true);
        config.setTransactionIsolation(snapshotIsolation(dialect));
        config.setConnectionInitSql(sessionSettings(dialect, statementTimeout.toMillis()));
        this.pool = pools.open(config);
        this.dialect = dialect;
        // binds times as times: the database would parse times bound as text again for every row that it compares
        this.settings = SettingsTools.clone(settings).withBindOffsetDateTimeType(true);
        this.dsl = DSL.using(pool, dialect, this.settings);
    }

    /** H2's repeatable read takes a snapshot of each table when a statement reads that table first. */
    private static String snapshotIsolation(SQLDialect dialect) {
        return dialect.family() == SQLDialect.H2 ? "TRANSACTION_SERIALIZABLE" : "TRANSACTION_REPEATABLE_READ";
    }

    /** PostgreSQL's driver makes only explicit transactions read-only. */
    private static String sessionSettings(SQLDialect dialect, long statementMillis) {
        return dialect.family() == SQLDialect.POSTGRES
                ? "set session characteristics as transaction read only; set statement_timeout = " + statementMillis
                : "set query_timeout " + statementMillis;
    }

    /** The SQL dialect of the database. */
    public SQLDialect dialect() {
        return dialect;
    }

    /** Runs a single statement on the calling thread and returns its result: one round trip, where a transaction takes two. */
    public <R> R readOnce(Function<DSLContext, R> statement) {
        return statement.apply(dsl);
    }

    /** Runs statements on the calling thread and returns their result. All of them see the same snapshot. */
    public <R> R read(Function<DSLContext, R> work) {
        return dsl.connectionResult(connection -> {
            // the pool resets auto-commit and rolls back an unfinished transaction when the connection is returned
            connection.setAutoCommit(false);
            R result = work.apply(DSL.using(connection, dialect, settings));
            connection.commit();
            return result;
        });
    }

    /** A client for SQL as text. */
    public JdbcClient jdbcClient() {
        return JdbcClient.create(pool);
    }

    @Override
    public void close() {
        pool.close();
    }
}
