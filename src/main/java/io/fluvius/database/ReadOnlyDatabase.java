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

/**
 * The database as queries see it: through connections of its own, on which it refuses to write, and ends what takes too
 * long. Safe for use by many threads.
 */
public final class ReadOnlyDatabase implements ReadOnlyTransactions, AutoCloseable {

    private final HikariDataSource pool;
    private final DSLContext dsl;
    private final SQLDialect dialect;
    private final Settings settings;

    public ReadOnlyDatabase(
            DatabasePools pools,
            HikariConfig config,
            SQLDialect dialect,
            Settings settings,
            Duration statementTimeout) {
        config.setReadOnly(true);
        config.setTransactionIsolation(oneMoment(dialect));
        config.setConnectionInitSql(sessionOf(dialect, statementTimeout.toMillis()));
        this.pool = pools.open(config);
        this.dialect = dialect;
        // times as such: as text they would be parsed again for each row that they are compared with
        this.settings = SettingsTools.clone(settings).withBindOffsetDateTimeType(true);
        this.dsl = DSL.using(pool, dialect, this.settings);
    }

    /** For H2, a repeatable read is one of each table at the moment when that table is read first. */
    private static String oneMoment(SQLDialect dialect) {
        return dialect.family() == SQLDialect.H2 ? "TRANSACTION_SERIALIZABLE" : "TRANSACTION_REPEATABLE_READ";
    }

    /** The driver of PostgreSQL makes only explicit transactions read-only. */
    private static String sessionOf(SQLDialect dialect, long statementMillis) {
        return dialect.family() == SQLDialect.POSTGRES
                ? "set session characteristics as transaction read only; set statement_timeout = " + statementMillis
                : "set query_timeout " + statementMillis;
    }

    public SQLDialect dialect() {
        return dialect;
    }

    @Override
    public <R> R readOnce(Function<DSLContext, R> statement) {
        return statement.apply(dsl);
    }

    @Override
    public <R> R read(Function<DSLContext, R> work) {
        return dsl.connectionResult(connection -> {
            // the pool sets it back when it gets the connection, and ends what a failure left open
            connection.setAutoCommit(false);
            R answer = work.apply(DSL.using(connection, dialect, settings));
            connection.commit();
            return answer;
        });
    }

    @Override
    public void close() {
        pool.close();
    }
}
