package io.fluvius.kernel.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.kernel.ReadOnlyTransactions;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The database as queries see it: through connections of its own, in transactions in which the database refuses to
 * write. A page and its total are read from the same snapshot. Safe for use by many threads.
 */
final class ReadOnlyDatabase implements ReadOnlyTransactions, AutoCloseable {

    private final HikariDataSource pool;
    private final DSLContext dsl;

    ReadOnlyDatabase(HikariConfig config, SQLDialect dialect, Settings settings) {
        config.setReadOnly(true);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        this.pool = new HikariDataSource(config);
        this.dsl = DSL.using(pool, dialect, settings);
    }

    @Override
    public <R> R read(Function<DSLContext, R> work) {
        return dsl.transactionResult(transaction -> work.apply(transaction.dsl()));
    }

    @Override
    public void close() {
        pool.close();
    }
}
