package io.fluvius.eventstore.append;

import io.fluvius.database.SqlFailure;
import io.fluvius.eventstore.receipt.StoreUnavailable;
import io.fluvius.problem.Redaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jooq.SQLDialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a group of appends in one transaction. An append that cannot be written fails alone, with its own reason; the
 * others are written. When the connection breaks, the group is written again: an append that is stored already is
 * recognized by its events. Safe for use by many threads.
 */
final class GroupTransaction implements GroupCommit.Sink<Append> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupTransaction.class);

    /** The maximum number of attempts when a transaction fails because of contention or a conflict that has disappeared. */
    private static final int MAX_ATTEMPTS = 3;

    /** The pause between two attempts to reach a database that refuses connections. */
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final DataSource dataSource;
    private final SQLDialect dialect;
    private final GroupInsert insert;
    private final Duration timeout;
    /** Whether the last group had conflicts, so that the next one probably has some, too. */
    private volatile boolean conflictsExpected;

    /** @param timeout how long a group is tried, at least once */
    GroupTransaction(DataSource dataSource, SQLDialect dialect, GroupInsert insert, Duration timeout) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.insert = insert;
        this.timeout = timeout;
    }

    @Override
    public void write(List<QueuedWrite<Append>> group) {
        new Attempts(System.nanoTime() + timeout.toNanos()).write(group);
    }

    /** Writes to try in one transaction; {@code number} counts the attempts from 1. */
    private record Attempt(List<QueuedWrite<Append>> writes, int number) {

        List<Append> appends() {
            return writes.stream().map(QueuedWrite::item).toList();
        }

        boolean hasOneWrite() {
            return writes.size() == 1;
        }

        boolean isLast() {
            return number >= MAX_ATTEMPTS;
        }

        Attempt next() {
            return new Attempt(writes, number + 1);
        }
    }

    /** The attempts to write one group. */
    private final class Attempts {

        private final long deadline;
        private final Deque<Attempt> remaining = new ArrayDeque<>();
        /** Whether a transaction may have committed although its outcome was not received. */
        private boolean isOutcomeUnknown;

        Attempts(long deadline) {
            this.deadline = deadline;
        }

        void write(List<QueuedWrite<Append>> group) {
            run(new Attempt(group, 1));
            while (!remaining.isEmpty()) {
                Attempt next = remaining.remove();
                if (System.nanoTime() < deadline) {
                    run(next);
                } else {
                    failUnavailable(next);
                }
            }
        }

        private void run(Attempt attempt) {
            try (Connection connection = dataSource.getConnection()) {
                run(attempt, connection);
            } catch (SQLException unreachable) {
                repeatUntilDeadline(attempt, unreachable);
            }
        }

        private void run(Attempt attempt, Connection connection) throws SQLException {
            try {
                complete(attempt, connection, write(attempt.appends(), connection));
            } catch (SQLException failure) {
                SqlFailure kind = SqlFailure.of(failure);
                if (kind.isOutcomeUnknown()) {
                    isOutcomeUnknown = true;
                    throw failure;
                }
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                if (kind == SqlFailure.DUPLICATE_KEY && !conflictsExpected) {
                    conflictsExpected = true;
                    remaining.addFirst(attempt);
                } else if (kind == SqlFailure.DUPLICATE_KEY) {
                    completeConflicts(attempt, connection, failure);
                } else if (kind == SqlFailure.CONTENTION && isOutcomeUnknown) {
                    // perhaps with the transaction whose outcome is unknown
                    repeatUntilDeadline(attempt, failure);
                } else if (kind == SqlFailure.CONTENTION && attempt.hasOneWrite() && !attempt.isLast()) {
                    remaining.add(attempt.next());
                } else {
                    split(attempt, failure);
                }
            }
        }

        /** Returns the exceptions of the appends that are not written. */
        private Map<Append, RuntimeException> write(List<Append> appends, Connection connection) throws SQLException {
            if (!conflictsExpected) {
                insert.write(connection, appends);
                return Map.of();
            }
            Map<Append, RuntimeException> refused = insert.writeAcceptable(connection, appends);
            conflictsExpected = !refused.isEmpty();
            return refused;
        }

        private void complete(Attempt attempt, Connection connection, Map<Append, RuntimeException> refused)
                throws SQLException {
            if (isOutcomeUnknown && !refused.isEmpty()) {
                ConflictCheck check = ConflictCheck.of(connection, dialect, attempt.appends());
                refused.keySet().removeIf(check::isStored);
            }
            for (QueuedWrite<Append> write : attempt.writes()) {
                RuntimeException refusal = refused.get(write.item());
                if (refusal == null) {
                    write.succeed();
                } else {
                    write.fail(refusal);
                }
            }
        }

        /** Completes the writes that are stored already or cannot be written, and tries the others again. */
        private void completeConflicts(Attempt attempt, Connection connection, SQLException failure)
                throws SQLException {
            ConflictCheck check = ConflictCheck.of(connection, dialect, attempt.appends());
            List<QueuedWrite<Append>> others = new ArrayList<>();
            for (QueuedWrite<Append> write : attempt.writes()) {
                if (!completeIfDecided(write, check)) {
                    others.add(write);
                }
            }
            if (others.size() < attempt.writes().size()) {
                remaining.add(new Attempt(others, 1));
            } else if (attempt.isLast()) {
                split(attempt, failure);
            } else {
                // the conflicting row may have been deleted meanwhile
                remaining.add(attempt.next());
            }
        }

        /** Completes a write that is stored already or cannot be written; returns false when it can be tried again. */
        private boolean completeIfDecided(QueuedWrite<Append> write, ConflictCheck check) {
            // otherwise another node has handled the same command in the same millisecond
            if (isOutcomeUnknown && check.isStored(write.item())) {
                write.succeed();
                return true;
            }
            Optional<RuntimeException> conflict = check.conflictException(write.item());
            conflict.ifPresent(write::fail);
            return conflict.isPresent();
        }

        /** Tries each write alone, because the failure does not tell which of them caused it. */
        private void split(Attempt attempt, SQLException failure) {
            if (attempt.hasOneWrite()) {
                attempt.writes().getFirst().fail(exception(failure));
            } else {
                attempt.writes().forEach(write -> remaining.add(new Attempt(List.of(write), 1)));
            }
        }

        private static RuntimeException exception(SQLException failure) {
            return SqlFailure.of(failure) == SqlFailure.DUPLICATE_KEY
                    ? new ConcurrencyException("A row of this append exists already", failure)
                    : new EventStoreException("The events cannot be stored", failure);
        }

        private void repeatUntilDeadline(Attempt attempt, SQLException unreachable) {
            if (System.nanoTime() < deadline) {
                LOG.debug("A group cannot be written; trying again", Redaction.redact(unreachable));
                LockSupport.parkNanos(PAUSE_NANOS);
                remaining.addFirst(attempt);
            } else {
                LOG.warn("A group cannot be written in time", Redaction.redact(unreachable));
                failUnavailable(attempt);
            }
        }

        private void failUnavailable(Attempt attempt) {
            attempt.writes()
                    .forEach(write -> write.fail(
                            isOutcomeUnknown
                                    ? StoreUnavailable.outcomeUnknownException()
                                    : StoreUnavailable.timeoutException()));
        }
    }
}
