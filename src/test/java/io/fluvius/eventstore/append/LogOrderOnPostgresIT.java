package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.database.SqlFailure;
import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnPostgres;
import io.fluvius.eventstore.receipt.ProblemCodec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** Groups of several connections, as of several nodes, become visible in the order of their indexes. */
@OnPostgres(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class LogOrderOnPostgresIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final String WAITING = """
            select exists (select from pg_locks where locktype = 'advisory' and not granted
              and database = (select oid from pg_database where datname = current_database()))""";

    @Autowired
    private DataSource connections;

    @Autowired
    private DSLContext dsl;

    private final GroupInsert insert = GroupInsert.of(SQLDialect.POSTGRES, new ProblemCodec());

    /** Without the lock the second group would become visible first, although its index is higher. */
    @Test
    void a_group_waits_until_the_one_that_has_drawn_indexes_before_is_visible() throws Exception {
        Append first = Appends.creation(UUID.randomUUID());
        Append second = Appends.creation(UUID.randomUUID());

        writeTogether(first, second).get();

        assertThat(index(second)).isGreaterThan(index(first));
    }

    @Test
    void a_command_that_waits_sees_that_it_was_refused_on_another_node() throws Exception {
        Receipt receipt = Appends.receipt(UUID.randomUUID());
        Append refused = Appends.append(List.of(), List.of(), List.of(), receipt);
        Append succeeding =
                Appends.append(List.of(Appends.event(receipt.aggregate().id(), 0)), List.of(), List.of(), receipt);

        assertThat(writeTogether(refused, succeeding))
                .failsWithin(TIMEOUT)
                .withThrowableThat()
                .havingRootCause()
                .satisfies(LogOrderOnPostgresIT::isDuplicate);
    }

    @Test
    void a_refusal_that_waits_sees_that_the_command_succeeded_on_another_node() throws Exception {
        Receipt receipt = Appends.receipt(UUID.randomUUID());
        Append succeeding =
                Appends.append(List.of(Appends.event(receipt.aggregate().id(), 0)), List.of(), List.of(), receipt);
        Append refused = Appends.append(List.of(), List.of(), List.of(), receipt);

        assertThat(writeTogether(succeeding, refused))
                .failsWithin(TIMEOUT)
                .withThrowableThat()
                .havingRootCause()
                .satisfies(LogOrderOnPostgresIT::isDuplicate);
    }

    @Test
    void a_group_that_fails_makes_no_other_wait_and_leaves_an_index_out() throws Exception {
        Append before = Appends.creation(UUID.randomUUID());
        write(before);
        try (Connection failing = connections.getConnection()) {
            failing.setAutoCommit(false);
            insert.write(failing, List.of(Appends.creation(UUID.randomUUID())));
            failing.rollback();
        }
        Append after = Appends.creation(UUID.randomUUID());
        write(after);

        assertThat(index(after)).isEqualTo(index(before) + 2);
    }

    /** Writes the first group, and commits it when the second one waits for it; returns the outcome of the second one. */
    private Future<?> writeTogether(Append first, Append second) throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                Connection open = connections.getConnection()) {
            open.setAutoCommit(false);
            insert.write(open, List.of(first));

            Future<?> writing = threads.submit(() -> {
                write(second);
                return null;
            });
            await().until(() -> writing.isDone() || dsl.resultQuery(WAITING).fetchSingle(0, Boolean.class));
            assertThat(writing).isNotDone();
            open.commit();
            return writing;
        }
    }

    private static void isDuplicate(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        exception -> assertThat(SqlFailure.of(exception)).isEqualTo(SqlFailure.DUPLICATE_KEY));
    }

    private static long index(Append append) {
        return Appends.position(append).index();
    }

    private void write(Append append) throws Exception {
        try (Connection connection = connections.getConnection()) {
            insert.write(connection, List.of(append));
        }
    }
}
