package io.fluvius.eventstore.append;

import io.fluvius.database.SqlFailure;
import io.fluvius.eventstore.append.ConflictCheck.Verdict;
import io.fluvius.eventstore.receipt.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes groups of appends, so that each ends by itself: one that cannot be written fails alone and with its own reason,
 * the others are written. When the connection breaks in the middle, the group is written again, and what had been written
 * already is noticed. Safe for use by many threads.
 */
final class GroupTransaction implements GroupCommit.Writer<Append> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupTransaction.class);

    /** How often something is tried that fails for reasons that may pass. */
    private static final int TRIES = 3;

    /** Between two tries to reach a database that refuses at once. */
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final DataSource connections;
    private final SQLDialect dialect;
    private final GroupInsert statements;
    private final Duration patience;

    /** @param patience how long a group is tried while the database cannot be reached */
    GroupTransaction(DataSource connections, SQLDialect dialect, GroupInsert statements, Duration patience) {
        this.connections = connections;
        this.dialect = dialect;
        this.statements = statements;
        this.patience = patience;
    }

    @Override
    public void write(List<QueuedWrite<Append>> group) {
        new Attempts(System.nanoTime() + patience.toNanos()).write(group);
    }

    /** Those that are still to be written, and how often that was tried. */
    private record Open(List<QueuedWrite<Append>> tickets, int tries) {

        List<Append> works() {
            return tickets.stream().map(QueuedWrite::work).toList();
        }

        boolean isSingle() {
            return tickets.size() == 1;
        }

        boolean isTriedEnough() {
            return tries >= TRIES;
        }

        Open again() {
            return new Open(tickets, tries + 1);
        }
    }

    /** What is tried to write one group. */
    private final class Attempts {

        private final long deadline;
        private final Deque<Open> left = new ArrayDeque<>();
        /** Whether something may have been written although nobody said so. */
        private boolean inDoubt;

        Attempts(long deadline) {
            this.deadline = deadline;
        }

        void write(List<QueuedWrite<Append>> group) {
            left.add(new Open(group, 1));
            while (!left.isEmpty()) {
                write(left.remove());
            }
        }

        private void write(Open open) {
            try (Connection connection = connections.getConnection()) {
                write(connection, open);
            } catch (SQLException unreachable) {
                later(open, unreachable);
            }
        }

        private void write(Connection connection, Open open) throws SQLException {
            try {
                statements.write(connection, open.works());
                open.tickets().forEach(QueuedWrite::succeed);
            } catch (SQLException failure) {
                SqlFailure kind = SqlFailure.of(failure);
                if (kind.isOutcomeUnknown()) {
                    inDoubt = true;
                    throw failure;
                }
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                if (kind == SqlFailure.DUPLICATE_KEY) {
                    judge(connection, open, failure);
                } else if (kind == SqlFailure.CONTENTION && open.isSingle() && !open.isTriedEnough()) {
                    left.add(open.again());
                } else {
                    apart(open, failure);
                }
            }
        }

        private void judge(Connection connection, Open open, SQLException failure) throws SQLException {
            Map<Append, Verdict> verdicts = verdicts(connection, open);
            List<QueuedWrite<Append>> innocent = open.tickets().stream()
                    .filter(ticket -> !isEnded(ticket, verdicts))
                    .toList();
            if (innocent.size() < open.tickets().size()) {
                left.add(new Open(innocent, 1));
            } else if (open.isTriedEnough()) {
                apart(open, failure);
            } else {
                // what was in the way may be gone again
                left.add(open.again());
            }
        }

        private Map<Append, Verdict> verdicts(Connection connection, Open open) throws SQLException {
            try {
                return ConflictCheck.judge(DSL.using(connection, dialect), open.works());
            } catch (DataAccessException unreachable) {
                // nobody has been judged: the group is tried again on another connection
                throw new SQLException(unreachable);
            }
        }

        private static boolean isEnded(QueuedWrite<Append> ticket, Map<Append, Verdict> verdicts) {
            switch (verdicts.getOrDefault(ticket.work(), new Verdict.Innocent())) {
                case Verdict.Innocent nothing -> {
                    return false;
                }
                case Verdict.Guilty because -> ticket.fail(because.reason());
                case Verdict.Written there -> {
                    ticket.work().written(there.position());
                    ticket.succeed();
                }
            }
            return true;
        }

        /** Each by itself, for one of them is at fault and nobody knows which. */
        private void apart(Open open, SQLException failure) {
            if (open.isSingle()) {
                open.tickets().getFirst().fail(exception(failure));
            } else {
                open.tickets().forEach(ticket -> left.add(new Open(List.of(ticket), 1)));
            }
        }

        private static RuntimeException exception(SQLException failure) {
            return SqlFailure.of(failure) == SqlFailure.DUPLICATE_KEY
                    ? new ConcurrencyException("Something of this is there already", failure)
                    : new EventStoreException("The events cannot be stored", failure);
        }

        private void later(Open open, SQLException unreachable) {
            if (System.nanoTime() < deadline) {
                LOG.debug("The database cannot be reached; trying again", unreachable);
                LockSupport.parkNanos(PAUSE_NANOS);
                left.addFirst(open);
            } else {
                LOG.warn("The database cannot be reached: {}", unreachable.getMessage());
                open.tickets()
                        .forEach(ticket -> ticket.fail(
                                inDoubt
                                        ? StoreUnavailable.outcomeUnknownException()
                                        : StoreUnavailable.timeoutException()));
            }
        }
    }
}
