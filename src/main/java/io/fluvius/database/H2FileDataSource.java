package io.fluvius.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.fluvius.problem.Redaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Opens the connections of one pool to H2's file, and waits while the file is being reopened. A failure is not passed on to
 * the pool then, because the pool would pause for up to five seconds. Safe for use by many threads.
 */
final class H2FileDataSource extends DelegatingDataSource {

    private static final Logger LOG = LoggerFactory.getLogger(H2FileDataSource.class);

    private final SingleWriter writer;
    private final Lock opening;
    private final SQLExceptionOverride recovery;
    private volatile int loginTimeout;
    private volatile boolean hasConnected;
    private volatile @Nullable HikariDataSource pool;

    /**
     * Connects to the database that the pool is configured for.
     *
     * @param writer makes the connections of all pools write one after the other
     * @param opening held while a connection is opened; not available while the file is being reopened
     * @param recovery decides about each failure to connect after the first success
     */
    H2FileDataSource(HikariConfig config, SingleWriter writer, Lock opening, SQLExceptionOverride recovery) {
        super(databaseOf(config));
        this.writer = writer;
        this.opening = opening;
        this.recovery = recovery;
    }

    private static DataSource databaseOf(HikariConfig config) {
        DriverManagerDataSource database =
                new DriverManagerDataSource(config.getJdbcUrl(), config.getUsername(), config.getPassword());
        database.setConnectionProperties(config.getDataSourceProperties());
        return database;
    }

    /** Sets the pool whose closing ends the wait. */
    void serve(HikariDataSource pool) {
        this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        while (true) {
            awaitFile();
            try {
                Connection connection =
                        writer.serialize(obtainTargetDataSource().getConnection());
                hasConnected = true;
                return connection;
            } catch (SQLException failure) {
                if (!hasConnected
                        || isClosed()
                        || recovery.adjudicate(failure) != SQLExceptionOverride.Override.MUST_EVICT) {
                    throw failure;
                }
            } finally {
                opening.unlock();
            }
        }
    }

    private void awaitFile() throws SQLTransientConnectionException {
        try {
            while (!opening.tryLock(1, TimeUnit.SECONDS)) {
                if (isClosed()) {
                    throw new SQLTransientConnectionException("The pool was closed while H2 was reopening its file");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while H2 was reopening its file", interrupted);
        }
    }

    /** The pool passes the credentials that it is configured with. */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    /** Whether a connection can be opened; does not wait. */
    boolean isUsable() {
        try (Connection connection = obtainTargetDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException notYet) {
            LOG.debug("A connection cannot be opened yet", Redaction.redact(notYet));
            return false;
        }
    }

    /** How many seconds the pool waits, when it is closed, for an attempt to connect. */
    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    private boolean isClosed() {
        HikariDataSource served = pool;
        return served != null && served.isClosed();
    }
}
