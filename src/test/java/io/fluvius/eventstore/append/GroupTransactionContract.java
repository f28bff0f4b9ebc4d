package io.fluvius.eventstore.append;

import static io.fluvius.eventstore.append.Appends.SCOPE;
import static io.fluvius.eventstore.append.Appends.append;
import static io.fluvius.eventstore.append.Appends.claim;
import static io.fluvius.eventstore.append.Appends.creation;
import static io.fluvius.eventstore.append.Appends.event;
import static io.fluvius.eventstore.append.Appends.position;
import static io.fluvius.eventstore.append.Appends.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.Position;
import io.fluvius.environment.KnownFailures;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A group transaction writes each append as a whole or not at all, and each has its own outcome. */
abstract class GroupTransactionContract {

    private static final SQLException CUT = new SQLException("The connection was cut", "08006");

    @Autowired
    private DataSource connections;

    @Autowired
    private DSLContext dsl;

    /** Failures to inject, one into each of the next writes. */
    private final Queue<Fault> faults = new ArrayDeque<>();

    private interface Fault {
        void write(GroupInsert insert, Connection connection, List<Append> group) throws SQLException;
    }

    @Test
    void a_group_is_written_with_everything_that_belongs_to_it() {
        UUID john = UUID.randomUUID();
        UUID jane = UUID.randomUUID();
        Append first = append(List.of(event(john, 0), event(john, 1)), List.of(claim(john)), List.of(), receipt(john));
        Append second = append(List.of(event(jane, 0)), List.of(claim(jane)), List.of(), receipt(jane));

        write(first, second).forEach(GroupTransactionContract::assertWritten);

        assertThat(sequences(john)).containsExactly(0L, 1L);
        assertThat(sequences(jane)).containsExactly(0L);
        assertThat(owner(john.toString())).isEqualTo(john);
        assertThat(owner(jane.toString())).isEqualTo(jane);
        assertThat(position(first)).isEqualTo(indexOf(first));
        assertThat(position(second)).isEqualTo(indexOf(second));
        assertThat(dsl.fetchCount(EventStoreTables.RECEIPTS, isReceiptOf(first).or(isReceiptOf(second))))
                .as("the events are the receipts")
                .isZero();
    }

    @Test
    void events_of_one_aggregate_have_indexes_in_their_order() {
        UUID john = UUID.randomUUID();
        List<StoredEvent> events =
                IntStream.range(0, 300).mapToObj(i -> event(john, i)).toList();

        assertWritten(write(append(events, List.of(), List.of(), null)).getFirst());

        assertThat(dsl.select(EventStoreTables.SEQUENCE)
                        .from(EventStoreTables.EVENTS)
                        .where(EventStoreTables.AGGREGATE.eq(john.toString()))
                        .orderBy(EventStoreTables.INDEX)
                        .fetch(EventStoreTables.SEQUENCE))
                .isEqualTo(IntStream.range(0, 300).mapToObj(Long::valueOf).toList());
    }

    @Test
    void a_quiet_command_has_the_position_of_the_last_event() {
        assertWritten(write(creation(UUID.randomUUID())).getFirst());
        Position end = new Position(dsl.select(DSL.max(EventStoreTables.INDEX))
                .from(EventStoreTables.EVENTS)
                .fetchSingle()
                .value1());
        Append quiet = append(List.of(), List.of(), List.of(), receipt(UUID.randomUUID()));

        assertWritten(write(quiet).getFirst());

        assertThat(position(quiet)).isEqualTo(end);
        assertThat(storedPosition(quiet)).isEqualTo(end);
    }

    @Test
    void a_decision_on_a_state_that_has_changed_fails_alone() {
        UUID john = UUID.randomUUID();
        write(creation(john));
        Append late = append(List.of(event(john, 0)), List.of(), List.of(), receipt(john));
        Append neighbour = creation(UUID.randomUUID());

        List<QueuedWrite<Append>> writes = write(late, neighbour);

        assertFailed(writes.get(0), AggregateStreamCreationException.class);
        assertWritten(writes.get(1));
        assertNotStored(late);

        write(append(List.of(event(john, 1)), List.of(), List.of(), null));
        Append stale = append(List.of(event(john, 1), event(john, 2)), List.of(claim(john)), List.of(), receipt(john));
        QueuedWrite<Append> refused = write(stale, creation(UUID.randomUUID())).getFirst();
        assertFailed(refused, ConcurrencyException.class);
        assertThatThrownBy(refused::throwIfFailed).isNotInstanceOf(AggregateStreamCreationException.class);
        assertNotStored(stale);
        assertThat(sequences(john)).containsExactly(0L, 1L);
    }

    @Test
    void a_value_that_is_taken_fails_its_command_alone() {
        UUID john = UUID.randomUUID();
        write(append(List.of(event(john, 0)), List.of(claim(john)), List.of(), null));
        UUID jane = UUID.randomUUID();
        Append conflicting = append(
                List.of(event(jane, 0)),
                List.of(claim(jane), new ValueClaim(SCOPE, john.toString(), jane)),
                List.of(),
                receipt(jane));

        List<QueuedWrite<Append>> writes = write(creation(UUID.randomUUID()), conflicting, creation(UUID.randomUUID()));

        assertWritten(writes.get(0));
        assertProblem(writes.get(1), ProblemCode.UNIQUE_VALUE_TAKEN);
        assertWritten(writes.get(2));
        assertNotStored(conflicting);
        assertThat(owner(jane.toString())).isNull();
        assertThat(owner(john.toString())).isEqualTo(john);
    }

    @Test
    void a_repeated_command_fails_alone() {
        UUID john = UUID.randomUUID();
        Receipt receipt = receipt(john);
        write(append(List.of(event(john, 0)), List.of(), List.of(), receipt));
        Append again = append(List.of(event(john, 1)), List.of(claim(john)), List.of(), receipt);

        List<QueuedWrite<Append>> writes = write(again, creation(UUID.randomUUID()));

        assertProblem(writes.get(0), ProblemCode.CONFLICT);
        assertWritten(writes.get(1));
        assertThat(sequences(john)).containsExactly(0L);
        assertThat(owner(john.toString())).isNull();
    }

    @Test
    void a_command_with_a_receipt_appends_nothing() {
        UUID john = UUID.randomUUID();
        Receipt receipt = receipt(john);
        write(append(List.of(), List.of(), List.of(), receipt));
        Append late = append(List.of(event(john, 0), event(john, 1)), List.of(claim(john)), List.of(), receipt);

        List<QueuedWrite<Append>> writes = write(late, creation(UUID.randomUUID()));

        assertProblem(writes.get(0), ProblemCode.CONFLICT);
        assertWritten(writes.get(1));
        assertThat(sequences(john)).isEmpty();
        assertThat(owner(john.toString())).isNull();
    }

    @Test
    void a_command_with_events_gets_no_receipt() {
        UUID john = UUID.randomUUID();
        Receipt receipt = receipt(john);
        write(append(List.of(event(john, 0)), List.of(), List.of(), receipt));
        Append late = append(List.of(), List.of(), List.of(), receipt);

        List<QueuedWrite<Append>> writes = write(late, creation(UUID.randomUUID()));

        assertProblem(writes.get(0), ProblemCode.CONFLICT);
        assertWritten(writes.get(1));
        assertThat(dsl.fetchCount(EventStoreTables.RECEIPTS, isReceiptOf(late))).isZero();
    }

    @Test
    void each_append_of_a_group_fails_with_its_own_reason() {
        UUID john = UUID.randomUUID();
        Receipt receipt = receipt(john);
        write(append(List.of(event(john, 0)), List.of(claim(john)), List.of(), receipt));
        UUID jane = UUID.randomUUID();

        List<QueuedWrite<Append>> writes = write(
                append(List.of(event(john, 0)), List.of(), List.of(), receipt(john)),
                append(List.of(event(jane, 0)), List.of(new ValueClaim(SCOPE, john.toString(), jane)), List.of(), null),
                append(List.of(), List.of(), List.of(), receipt),
                creation(UUID.randomUUID()));

        assertFailed(writes.get(0), AggregateStreamCreationException.class);
        assertProblem(writes.get(1), ProblemCode.UNIQUE_VALUE_TAKEN);
        assertProblem(writes.get(2), ProblemCode.CONFLICT);
        assertWritten(writes.get(3));
    }

    @Test
    void the_owner_of_a_value_may_claim_it_again() {
        UUID john = UUID.randomUUID();
        write(append(List.of(event(john, 0)), List.of(claim(john)), List.of(), null));

        assertWritten(write(append(List.of(event(john, 1)), List.of(claim(john)), List.of(), receipt(john)))
                .getFirst());

        assertThat(sequences(john)).containsExactly(0L, 1L);
        assertThat(owner(john.toString())).isEqualTo(john);
    }

    @Test
    void only_the_owner_releases_a_value() {
        UUID john = UUID.randomUUID();
        UUID jane = UUID.randomUUID();
        write(append(List.of(event(john, 0)), List.of(claim(john)), List.of(), null));

        write(append(List.of(event(jane, 0)), List.of(), List.of(new ValueClaim(SCOPE, john.toString(), jane)), null));
        assertThat(owner(john.toString())).isEqualTo(john);

        write(append(List.of(event(john, 1)), List.of(), List.of(claim(john)), null));
        assertThat(owner(john.toString())).isNull();
    }

    @Test
    void an_append_that_the_database_cannot_store_fails_alone() {
        UUID john = UUID.randomUUID();
        StoredEvent tooLong = new StoredEvent(
                UUID.randomUUID().toString(), john.toString(), 0, "user", "now", "x".repeat(300), null, "{}", "{}");
        Append bad = append(List.of(tooLong), List.of(claim(john)), List.of(), receipt(john));

        List<QueuedWrite<Append>> writes = write(creation(UUID.randomUUID()), bad, creation(UUID.randomUUID()));

        assertWritten(writes.get(0));
        assertFailed(writes.get(1), EventStoreException.class);
        assertWritten(writes.get(2));
        assertNotStored(bad);
    }

    @Test
    void a_group_is_written_again_when_the_connection_breaks_before_the_commit() {
        faults.add((insert, connection, group) -> {
            throw CUT;
        });
        Append john = creation(UUID.randomUUID());

        assertWritten(write(john).getFirst());

        assertThat(position(john)).isEqualTo(indexOf(john));
    }

    @Test
    void a_group_that_was_committed_before_the_connection_broke_is_not_written_twice() {
        faults.add((insert, connection, group) -> {
            insert.write(connection, group);
            throw CUT;
        });
        UUID john = UUID.randomUUID();
        UUID jane = UUID.randomUUID();
        Append first = append(List.of(event(john, 0)), List.of(claim(john)), List.of(), receipt(john));
        Append second = creation(jane);

        write(first, second).forEach(GroupTransactionContract::assertWritten);

        assertThat(sequences(john)).containsExactly(0L);
        assertThat(sequences(jane)).containsExactly(0L);
        assertThat(position(first)).isEqualTo(indexOf(first));
        assertThat(position(second)).isEqualTo(indexOf(second));
    }

    @Test
    void a_refused_append_stays_refused_when_the_connection_breaks_after_the_commit() {
        UUID john = UUID.randomUUID();
        write(append(List.of(event(john, 0)), List.of(claim(john)), List.of(), null));
        faults.add((insert, connection, group) -> {
            insert.writeAcceptable(connection, group);
            throw CUT;
        });
        UUID jane = UUID.randomUUID();
        Append written = creation(UUID.randomUUID());
        Append refused =
                append(List.of(event(jane, 0)), List.of(new ValueClaim(SCOPE, john.toString(), jane)), List.of(), null);

        List<QueuedWrite<Append>> writes = write(written, refused);

        assertWritten(writes.get(0));
        assertThat(position(written)).isEqualTo(indexOf(written));
        assertProblem(writes.get(1), ProblemCode.UNIQUE_VALUE_TAKEN);
        assertNotStored(refused);
    }

    @Test
    void a_group_is_written_again_when_the_connection_breaks_during_the_conflict_check() {
        AtomicBoolean isCut = new AtomicBoolean();
        faults.add((insert, connection, group) -> {
            isCut.set(true);
            throw new SQLException("duplicate", "23505");
        });
        Append john = creation(UUID.randomUUID());

        assertWritten(
                write(transaction(cutWhen(isCut), Duration.ofSeconds(30)), john).getFirst());

        assertThat(faults).isEmpty();
        assertThat(position(john)).isEqualTo(indexOf(john));
    }

    /** Connections that fail while the flag is set; a new connection resets it. */
    private DataSource cutWhen(AtomicBoolean isCut) {
        return new DelegatingDataSource(connections) {
            @Override
            public Connection getConnection() throws SQLException {
                isCut.set(false);
                Connection connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (isCut.get() && method.getName().equals("prepareStatement")) {
                                throw CUT;
                            }
                            return method.invoke(connection, arguments);
                        });
            }
        };
    }

    @Test
    void contention_is_retried_a_few_times() {
        faults.add((insert, connection, group) -> {
            throw new SQLException("deadlock", "40P01");
        });
        Append john = creation(UUID.randomUUID());

        assertWritten(write(john, creation(UUID.randomUUID())).getFirst());
        assertThat(faults).isEmpty();
    }

    /** The first transaction may hold the lock that the second one waits for, and commit later. */
    @Test
    void contention_after_an_unknown_outcome_leaves_the_outcome_unknown() {
        faults.add((insert, connection, group) -> {
            throw CUT;
        });
        Fault locked = (insert, connection, group) -> {
            throw new SQLException("lock timeout", "55P03");
        };
        faults.addAll(Collections.nCopies(1_000, locked));

        write(
                        transaction(connections, Duration.ofMillis(120)),
                        creation(UUID.randomUUID()),
                        creation(UUID.randomUUID()))
                .forEach(write -> assertThatThrownBy(write::throwIfFailed).hasMessageContaining("the same command id"));
    }

    @Test
    void no_attempt_begins_after_the_timeout() {
        faults.add((insert, connection, group) -> {
            throw new SQLException("lock timeout", "55P03");
        });

        write(transaction(connections, Duration.ZERO), creation(UUID.randomUUID()), creation(UUID.randomUUID()))
                .forEach(write -> assertThatThrownBy(write::throwIfFailed).hasMessageContaining("nothing was done"));
    }

    @Test
    void an_append_that_stays_blocked_fails_alone_and_has_lost_a_race() {
        for (String state : List.of("HYT00", "55P03")) {
            UUID slow = UUID.randomUUID();
            Fault blocked = (insert, connection, group) -> {
                if (group.stream().anyMatch(append -> aggregatesOf(append).contains(slow.toString()))) {
                    throw new SQLException("lock timeout", state);
                }
                insert.write(connection, group);
            };
            faults.addAll(Collections.nCopies(6, blocked));

            List<QueuedWrite<Append>> writes =
                    write(creation(UUID.randomUUID()), creation(slow), creation(UUID.randomUUID()));
            faults.clear();

            assertWritten(writes.get(0));
            assertWritten(writes.get(2));
            assertThatThrownBy(() -> writes.get(1).throwIfFailed())
                    .satisfies(failure ->
                            assertThat(KnownFailures.all().isLostRace(failure)).isTrue());
        }
    }

    @Test
    void a_conflict_that_has_disappeared_before_the_check_fails_no_append() {
        faults.add((insert, connection, group) -> {
            throw new SQLException("duplicate", "23505");
        });

        write(creation(UUID.randomUUID()), creation(UUID.randomUUID()))
                .forEach(GroupTransactionContract::assertWritten);
    }

    @Test
    void without_a_connection_an_append_fails_and_nothing_is_done() {
        DataSource down = new DelegatingDataSource(connections) {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("connection refused", "08001");
            }
        };
        Append john = creation(UUID.randomUUID());

        List<QueuedWrite<Append>> writes = write(transaction(down, Duration.ofMillis(120)), john);

        assertProblem(writes.getFirst(), ProblemCode.UNAVAILABLE);
        assertThatThrownBy(() -> writes.getFirst().throwIfFailed()).hasMessageContaining("nothing was done");
        assertNotStored(john);
    }

    @Test
    void an_unknown_outcome_is_reported_as_unknown() {
        for (int i = 0; i < 1_000; i++) {
            faults.add((insert, connection, group) -> {
                throw CUT;
            });
        }

        List<QueuedWrite<Append>> writes =
                write(transaction(connections, Duration.ofMillis(120)), creation(UUID.randomUUID()));

        assertProblem(writes.getFirst(), ProblemCode.UNAVAILABLE);
        assertThatThrownBy(() -> writes.getFirst().throwIfFailed()).hasMessageContaining("the same command id");
    }

    private List<QueuedWrite<Append>> write(Append... group) {
        return write(transaction(connections, Duration.ofSeconds(30)), group);
    }

    private static List<QueuedWrite<Append>> write(GroupTransaction transaction, Append... group) {
        List<QueuedWrite<Append>> writes = new ArrayList<>();
        for (Append append : group) {
            writes.add(new QueuedWrite<>(append, Thread.currentThread()));
        }
        transaction.write(writes);
        assertThat(writes).allMatch(QueuedWrite::isComplete);
        return writes;
    }

    private GroupTransaction transaction(DataSource from, Duration timeout) {
        GroupInsert plain = GroupInsert.of(dsl.dialect().family(), new ProblemCodec());
        GroupInsert withFaults = new GroupInsert() {
            @Override
            public void write(Connection connection, List<Append> group) throws SQLException {
                Fault fault = faults.poll();
                if (fault == null) {
                    plain.write(connection, group);
                } else {
                    fault.write(plain, connection, group);
                }
            }

            @Override
            public Map<Append, RuntimeException> writeAcceptable(Connection connection, List<Append> group)
                    throws SQLException {
                Fault fault = faults.poll();
                if (fault == null) {
                    return plain.writeAcceptable(connection, group);
                }
                fault.write(plain, connection, group);
                return new IdentityHashMap<>();
            }
        };
        return new GroupTransaction(from, dsl.dialect().family(), withFaults, timeout);
    }

    private static void assertWritten(QueuedWrite<Append> write) {
        write.throwIfFailed();
    }

    private static void assertFailed(QueuedWrite<Append> write, Class<? extends Exception> reason) {
        assertThatThrownBy(write::throwIfFailed).isInstanceOf(reason);
    }

    private static void assertProblem(QueuedWrite<Append> write, ProblemCode code) {
        assertThatThrownBy(write::throwIfFailed)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }

    private void assertNotStored(Append append) {
        for (StoredEvent event : append.events()) {
            assertThat(dsl.fetchCount(EventStoreTables.EVENTS, EventStoreTables.EVENT_ID.eq(event.id())))
                    .isZero();
        }
        assertThat(dsl.fetchCount(EventStoreTables.RECEIPTS, isReceiptOf(append)))
                .isZero();
    }

    private static List<String> aggregatesOf(Append append) {
        return append.events().stream().map(StoredEvent::aggregate).toList();
    }

    private List<Long> sequences(UUID user) {
        return dsl.select(EventStoreTables.SEQUENCE)
                .from(EventStoreTables.EVENTS)
                .where(EventStoreTables.AGGREGATE.eq(user.toString()))
                .orderBy(EventStoreTables.SEQUENCE)
                .fetch(EventStoreTables.SEQUENCE);
    }

    private @Nullable UUID owner(String value) {
        return dsl.select(EventStoreTables.OWNER)
                .from(EventStoreTables.UNIQUE_VALUES)
                .where(EventStoreTables.SCOPE.eq(SCOPE), EventStoreTables.CONTENT.eq(value))
                .fetchOne(EventStoreTables.OWNER);
    }

    private Position indexOf(Append append) {
        return new Position(dsl.select(EventStoreTables.INDEX)
                .from(EventStoreTables.EVENTS)
                .where(EventStoreTables.EVENT_ID.eq(append.events().getLast().id()))
                .fetchSingle(EventStoreTables.INDEX));
    }

    private Position storedPosition(Append append) {
        return new Position(dsl.select(EventStoreTables.POSITION)
                .from(EventStoreTables.RECEIPTS)
                .where(isReceiptOf(append))
                .fetchSingle(EventStoreTables.POSITION));
    }

    private static Condition isReceiptOf(Append append) {
        return EventStoreTables.COMMAND_ID.in(
                append.commands().stream().map(UUID::fromString).toList());
    }
}
