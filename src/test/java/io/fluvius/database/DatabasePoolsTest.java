package io.fluvius.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** A statement of H2 that never ends fails its test, because each test has a thread of its own. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class DatabasePoolsTest {

    private final DatabasePools pools = new DatabasePools();

    @TempDir
    private Path folder;

    /** H2 leaves such a channel when the disk is full while it opens its file. */
    @Test
    void a_file_that_an_abandoned_channel_has_locked_is_opened_again() throws Exception {
        DriverManager.getConnection(url()).close();
        lockAndAbandon(folder.resolve("test.mv.db"));
        try (HikariDataSource pool = pools.open(config())) {
            assertThat(pools.adjudicate(new SQLException("The database has been closed", "90098")))
                    .isEqualTo(SQLExceptionOverride.Override.MUST_EVICT);

            await().until(() -> isOpen(pool));
        }
    }

    @Test
    void a_connection_outlives_a_locked_row() throws Exception {
        try (HikariDataSource pool = pools.open(config());
                Connection connection = pool.getConnection();
                Connection other = pool.getConnection()) {
            connection.createStatement().execute("create table entry (id int primary key)");
            for (Connection each : List.of(connection, other)) {
                each.setAutoCommit(false);
            }
            connection.createStatement().execute("insert into entry values (1)");
            other.createStatement().execute("insert into entry values (2)");

            assertThatThrownBy(() -> other.createStatement().execute("insert into entry values (1)"))
                    .isInstanceOf(SQLTimeoutException.class);

            assertThat(other.isClosed()).isFalse();
            other.rollback();
            connection.commit();
        }
    }

    @Test
    void a_pool_does_not_notice_failures_while_the_file_is_closed_and_connects_again() throws Exception {
        try (HikariDataSource pool = pools.open(config())) {
            await().until(() -> isOpen(pool));
            // closes this connection, too
            DriverManager.getConnection(url()).createStatement().execute("shutdown immediately");
            try (FileChannel file = FileChannel.open(folder.resolve("test.mv.db"), StandardOpenOption.WRITE)) {
                assertThat(file.tryLock()).isNotNull();
                pool.getHikariPoolMXBean().softEvictConnections();
                // a failure that the pool noticed would be the cause; the pool would pause after it
                assertThatThrownBy(pool::getConnection)
                        .isInstanceOf(SQLTransientConnectionException.class)
                        .hasNoCause();
            }

            await().until(() -> isOpen(pool));
        }
    }

    private void lockAndAbandon(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        assertThat(channel.tryLock()).isNotNull();
        assertThatThrownBy(() -> DriverManager.getConnection(url()))
                .isInstanceOf(SQLException.class)
                .hasStackTraceContaining("The file is locked");
    }

    private static boolean isOpen(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setConnectionTimeout(250);
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("test");
    }
}
