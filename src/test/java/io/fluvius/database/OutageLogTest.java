package io.fluvius.database;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** However often something fails during an outage, the log says so once. */
@ResourceLock("log")
class OutageLogTest {

    private static final SQLException REFUSED =
            new SQLException("Connection refused", "08001", new ConnectException("Connection refused"));
    private static final SQLException FULL = new SQLException(
            "General error: java.lang.IllegalStateException", "90028", new IOException("No space left on device"));

    private final Logger own = (Logger) LoggerFactory.getLogger(OutageLog.class);
    private final Logger library = (Logger) LoggerFactory.getLogger("org.example.library");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Database database = new Database();
    private long nanos;
    private final OutageLog outages = new OutageLog(database, () -> nanos);

    @BeforeEach
    void listen() {
        appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        appender.start();
        library.addAppender(appender);
        own.setLevel(Level.INFO);
        own.addAppender(appender);
        outages.afterPropertiesSet();
    }

    @AfterEach
    void stop() {
        outages.destroy();
        library.detachAppender(appender);
        own.detachAppender(appender);
        own.setLevel(null);
    }

    @Test
    void a_thousand_failures_of_one_cause_are_one_line_without_a_stack_trace() {
        fail(1000, REFUSED);

        assertThat(messages())
                .singleElement()
                .asString()
                .startsWith("The database cannot be used: no server accepts connections there.");
        assertThat(appender.list).allMatch(event -> event.getThrowableProxy() == null);
    }

    @Test
    void a_full_disk_is_named_in_words() {
        fail(1000, FULL);

        assertThat(messages()).singleElement().asString().startsWith("The database cannot be used: the disk is full.");
    }

    @Test
    void each_further_cause_is_one_more_line() {
        IntStream.range(0, 100).forEach(time -> {
            fail(1, new SQLException("terminating connection", "57P01"));
            fail(1, REFUSED);
        });

        assertThat(messages()).hasSize(2);
    }

    @Test
    void the_end_is_one_line_when_nothing_fails_any_more_and_the_database_answers() {
        fail(10, REFUSED);
        outages.logRecovery();
        nanos += OutageLog.QUIET.toNanos();
        database.isDown = true;
        outages.logRecovery();
        assertThat(messages()).hasSize(1);

        database.isDown = false;
        nanos += OutageLog.QUIET.toNanos();
        outages.logRecovery();
        outages.logRecovery();

        assertThat(messages()).hasSize(2).last().asString().startsWith("The database can be used again.");
        fail(10, REFUSED);
        assertThat(messages()).hasSize(3);
    }

    @Test
    void a_connection_that_the_outage_has_closed_is_part_of_it() {
        SQLException closed = new SQLException("Connection is closed");
        library.error("Failed to roll back", closed);
        fail(1, FULL);
        IntStream.range(0, 100).forEach(time -> library.error("Failed to roll back", closed));

        assertThat(messages()).hasSize(2).first().isEqualTo("Failed to roll back");
    }

    @Test
    void a_pool_whose_connections_are_all_in_use_is_no_outage() {
        library.warn("Waited too long", new SQLTransientConnectionException("commands - Connection is not available"));
        fail(5, new SQLTransientConnectionException("commands - Connection is not available", REFUSED));

        assertThat(messages()).hasSize(2).first().isEqualTo("Waited too long");
    }

    @Test
    void other_failures_are_logged_as_ever() {
        fail(1, REFUSED);
        library.error("Wrong SQL", new SQLException("syntax error", "42601"));
        library.error("A bug", new IllegalStateException());
        library.warn("No exception");

        assertThat(messages()).hasSize(4).endsWith("Wrong SQL", "A bug", "No exception");
    }

    /** As libraries do: with the exception as last parameter, or alone, and wrapped. */
    private void fail(int times, SQLException failure) {
        for (int time = 0; time < times; time++) {
            library.warn("Task {} of {} has failed", time, times, failure);
            library.error("Unexpected", new DataAccessResourceFailureException("wrapped", failure));
        }
    }

    private List<String> messages() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static final class Database extends AbstractDataSource {

        private boolean isDown;

        @Override
        public Connection getConnection() throws SQLException {
            if (isDown) {
                throw REFUSED;
            }
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> method.getName().equals("isValid") ? true : null);
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }
    }
}
