package io.fluvius.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleWriterTest {

    private final SingleWriter writer = new SingleWriter();
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private Connection first;
    private Connection second;

    @BeforeEach
    void connect() throws SQLException {
        first = writer.serialize(DriverManager.getConnection(url));
        second = writer.serialize(DriverManager.getConnection(url));
        execute(first, "create table entry (id int primary key)");
        first.setAutoCommit(false);
        second.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        first.close();
        second.close();
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
    void a_transaction_that_writes_waits_for_the_end_of_another(String write) throws Exception {
        execute(first, "insert into entry values (1)");
        Thread other = Thread.ofPlatform().start(() -> writeAndCommit(write));
        await().until(() -> other.getState() == Thread.State.WAITING);

        first.commit();

        other.join();
        assertThat(entries()).isPositive();
    }

    @Test
    void a_statement_that_reads_does_not_wait() throws Exception {
        execute(first, "insert into entry values (1)");

        Thread other = Thread.ofPlatform().start(() -> writeAndCommit("select count(*) from entry"));

        other.join();
    }

    @Test
    void a_rollback_ends_a_transaction_and_one_to_a_savepoint_does_not() throws Exception {
        Savepoint begin = first.setSavepoint();
        execute(first, "insert into entry values (1)");
        first.rollback(begin);
        Thread other = Thread.ofPlatform().start(() -> writeAndCommit("insert into entry values (1)"));
        await().until(() -> other.getState() == Thread.State.WAITING);

        first.rollback();

        other.join();
        assertThat(entries()).isOne();
    }

    @Test
    void a_statement_with_automatic_commit_ends_its_transaction_even_if_it_fails() throws Exception {
        first.setAutoCommit(true);
        execute(first, "insert into entry values (1)");
        try {
            execute(first, "insert into entry values (1)");
        } catch (SQLException duplicate) {
            assertThat(duplicate.getSQLState()).isEqualTo(SqlFailure.UNIQUE_VIOLATION);
        }

        Thread other = Thread.ofPlatform().start(() -> writeAndCommit("insert into entry values (2)"));

        other.join();
        assertThat(entries()).isEqualTo(2);
    }

    @Test
    void statements_without_preparation_wait_too() throws Exception {
        try (Statement statement = first.createStatement()) {
            statement.executeUpdate("insert into entry values (1)");
        }
        Thread other = Thread.ofPlatform().start(() -> writeAndCommit("insert into entry values (2)"));
        await().until(() -> other.getState() == Thread.State.WAITING);

        first.commit();

        other.join();
        assertThat(entries()).isEqualTo(2);
    }

    private void writeAndCommit(String sql) {
        try {
            execute(second, sql);
            second.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private int entries() throws SQLException {
        try (Statement statement = first.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from entry")) {
            count.next();
            return count.getInt(1);
        }
    }
}
