package io.fluvius.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement of H2 that never ends fails its test, because each test has a thread of its own. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SingleWriterTest {

    private final Semaphore turns = new Semaphore(1, true);
    private final SingleWriter writer = new SingleWriter(turns);
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private Connection connection;
    private Connection other;

    @BeforeEach
    void connect() throws SQLException {
        connection = writer.serialize(DriverManager.getConnection(url));
        execute(connection, "create table entry (id int primary key)");
        connection.setAutoCommit(false);
        other = writer.serialize(DriverManager.getConnection(url));
        other.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        // a statement of H2 that never ends would keep the test from failing
        if (turns.availablePermits() == 1) {
            connection.close();
            other.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into entry values (2)",
                "  UPDATE entry set id = id",
                "merge into entry values (2)",
                "select * from entry for update",
                "select id from final table (insert into entry values (2))"
            })
    void a_statement_that_writes_waits_for_another_one(String write) throws Exception {
        assertWaits(() -> execute(connection, write));
        assertWaits(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(write.replace('2', '3'));
            }
        });
    }

    @Test
    void the_end_of_a_transaction_waits() throws Exception {
        Savepoint begin = connection.setSavepoint();
        assertWaits(() -> {
            connection.rollback(begin);
            connection.rollback();
        });
        assertWaits(connection::commit);
        assertWaits(connection::rollback);
        assertWaits(() -> connection.setAutoCommit(true));
        assertWaits(connection::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select * from entry", "with one as (select 1) select * from one", "values (1)"})
    void a_statement_that_reads_does_not_wait(String read) throws InterruptedException {
        turns.acquire();

        assertThat(CompletableFuture.runAsync(running(() -> execute(connection, read))))
                .succeedsWithin(10, TimeUnit.SECONDS);

        turns.release();
    }

    @Test
    void a_transaction_can_write_and_end_while_another_one_waits_for_its_row() throws Exception {
        execute(connection, "insert into entry values (1)");
        connection.commit();
        execute(connection, "delete from entry");
        FutureTask<Void> waiting = new FutureTask<>(running(() -> execute(other, "delete from entry")), null);
        Thread thread = Thread.ofPlatform().start(waiting);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        execute(connection, "insert into entry values (2)");
        assertThat(waiting).isNotDone();
        connection.commit();

        assertThat(waiting).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void a_transaction_that_has_rolled_back_to_a_savepoint_can_end_while_another_one_needs_its_row() throws Exception {
        assertCanEndAfter(() -> {
            Savepoint begin = connection.setSavepoint();
            execute(connection, "insert into entry values (2)");
            connection.rollback(begin);
        });
    }

    @Test
    void the_wait_for_a_row_ends() throws SQLException {
        execute(connection, "insert into entry values (1)");

        assertThatThrownBy(() -> execute(other, "insert into entry values (1)"))
                .isInstanceOf(SQLTimeoutException.class);
    }

    @Test
    void a_batch_is_not_repeated() throws SQLException {
        execute(connection, "insert into entry values (2)");
        try (PreparedStatement batch = other.prepareStatement("insert into entry values (?)")) {
            for (int id = 1; id <= 2; id++) {
                batch.setInt(1, id);
                batch.addBatch();
            }

            assertThatThrownBy(batch::executeBatch)
                    .isInstanceOf(BatchUpdateException.class)
                    .hasMessageContaining("Timeout trying to lock");
        }
    }

    @Test
    void a_transaction_in_which_a_statement_has_failed_can_end_while_another_one_needs_its_row() throws Exception {
        assertCanEndAfter(() -> assertThatThrownBy(() -> execute(connection, "insert into entry values (1)"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        duplicate -> assertThat(duplicate.getSQLState()).isEqualTo(SqlFailure.UNIQUE_VIOLATION)));
    }

    @Test
    void a_transaction_that_has_waited_for_a_row_can_end_while_another_one_needs_it() throws Exception {
        execute(connection, "insert into entry values (1)");
        connection.commit();
        execute(connection, "update entry set id = id");
        FutureTask<Void> second = new FutureTask<>(running(() -> execute(other, "update entry set id = id")), null);
        Thread thread = Thread.ofPlatform().daemon().start(second);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        connection.commit();
        assertThat(second).succeedsWithin(10, TimeUnit.SECONDS);
        FutureTask<Void> third = new FutureTask<>(running(() -> execute(connection, "delete from entry")), null);
        Thread needing = Thread.ofPlatform().daemon().start(third);
        await().until(() -> needing.getState() == Thread.State.TIMED_WAITING || turns.availablePermits() == 0);

        FutureTask<Void> end = new FutureTask<>(
                running(() -> {
                    execute(other, "insert into entry values (2)");
                    other.commit();
                }),
                null);
        Thread.ofPlatform().daemon().start(end);

        assertThat(end).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(third).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(turns.availablePermits()).isOne();
    }

    @Test
    void a_transaction_that_has_rows_does_not_wait_for_one() throws SQLException {
        execute(connection, "insert into entry values (1)");
        execute(other, "insert into entry values (2)");

        assertThatThrownBy(() -> execute(other, "insert into entry values (1)"))
                .isInstanceOf(SQLTimeoutException.class);

        assertThat(turns.availablePermits()).isZero();
        other.rollback();
        assertThat(turns.availablePermits()).isOne();
    }

    @Test
    void a_broken_connection_that_another_thread_closes_lets_others_write() throws Exception {
        execute(connection, "insert into entry values (1)");
        assertThatThrownBy(() -> execute(connection, "insert into entry values (1)"))
                .isInstanceOf(SQLException.class);

        CompletableFuture.runAsync(running(connection::close)).get(10, TimeUnit.SECONDS);

        execute(other, "insert into entry values (1)");
        assertThat(turns.availablePermits()).isOne();
    }

    @Test
    void a_savepoint_outlives_the_wait_for_a_row() throws SQLException {
        execute(connection, "insert into entry values (1)");
        Savepoint begin = other.setSavepoint();
        assertThatThrownBy(() -> execute(other, "insert into entry values (1)"))
                .isInstanceOf(SQLTimeoutException.class);

        other.rollback(begin);
        execute(other, "insert into entry values (2)");
        other.commit();

        assertThat(turns.availablePermits()).isOne();
    }

    @Test
    void a_statement_that_fails_outside_a_transaction_lets_others_write() throws SQLException {
        execute(connection, "insert into entry values (1)");
        connection.commit();
        other.setAutoCommit(true);

        assertThatThrownBy(() -> execute(other, "insert into entry values (1)")).isInstanceOf(SQLException.class);

        assertThat(turns.availablePermits()).isOne();
    }

    /** A transaction that has locked a row, and then undone something. */
    private void assertCanEndAfter(Call undoing) throws Exception {
        execute(connection, "insert into entry values (1)");
        connection.commit();
        execute(connection, "select * from entry for update");
        undoing.run();
        FutureTask<Void> waiting = new FutureTask<>(running(() -> execute(other, "delete from entry")), null);
        Thread thread = Thread.ofPlatform().daemon().start(waiting);
        await().until(() -> thread.getState() == Thread.State.WAITING);

        execute(connection, "insert into entry values (3)");
        connection.commit();

        assertThat(waiting).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(turns.availablePermits()).isOne();
    }

    private void assertWaits(Call call) throws Exception {
        turns.acquire();
        Thread thread = Thread.ofPlatform().start(running(call));
        await().until(() -> turns.hasQueuedThreads());
        turns.release();
        thread.join();
        assertThat(turns.availablePermits()).isOne();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static Runnable running(Call call) {
        return () -> {
            try {
                call.run();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        };
    }

    private interface Call {
        void run() throws SQLException;
    }
}
