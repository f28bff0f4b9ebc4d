package io.fluvius.eventstore.append;

import static io.fluvius.eventstore.append.Appends.SCOPE;
import static io.fluvius.eventstore.append.Appends.append;
import static io.fluvius.eventstore.append.Appends.claim;
import static io.fluvius.eventstore.append.Appends.creation;
import static io.fluvius.eventstore.append.Appends.event;
import static io.fluvius.eventstore.append.Appends.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.environment.KnownFailures;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.progress.Position;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

/** How groups of appends are written: each append whole or not at all, and for its own reasons. */
abstract class GroupTransactionContract {

    private static final SQLException CUT = new SQLException("The connection was cut", "08006");

    @Autowired
    private DataSource connections;

    @Autowired
    private DSLContext dsl;

    /** What happens instead of the next write, or around it. */
    private final Queue<Accident> accidents = new ArrayDeque<>();

    private interface Accident {
        void write(GroupInsert statements, Connection connection, List<Append> group) throws SQLException;
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
        assertThat(first.position()).isEqualTo(indexOf(first));
        assertThat(second.position()).isEqualTo(indexOf(second));
        assertThat(keptPosition(first)).isEqualTo(first.position());
        assertThat(keptPosition(second)).isEqualTo(second.position());
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
    void a_quiet_command_stands_where_the_events_end() {
        assertWritten(write(creation(UUID.randomUUID())).getFirst());
        Position end = new Position(dsl.select(DSL.max(EventStoreTables.INDEX))
                .from(EventStoreTables.EVENTS)
                .fetchSingle()
                .value1());
        Append quiet = append(List.of(), List.of(), List.of(), receipt(UUID.randomUUID()));

        assertWritten(write(quiet).getFirst());

        assertThat(quiet.position()).isEqualTo(end);
        assertThat(keptPosition(quiet)).isEqualTo(end);
    }

    @Test
    void a_decision_on_a_state_that_has_changed_fails_alone() {
        UUID john = UUID.randomUUID();
        write(creation(john));
        Append late = append(List.of(event(john, 0)), List.of(), List.of(), receipt(john));
        Append neighbour = creation(UUID.randomUUID());

        List<QueuedWrite<Append>> ended = write(late, neighbour);

        assertFailed(ended.get(0), AggregateStreamCreationException.class);
        assertWritten(ended.get(1));
        assertNothingOf(late);

        write(append(List.of(event(john, 1)), List.of(), List.of(), null));
        Append stale = append(List.of(event(john, 1), event(john, 2)), List.of(claim(john)), List.of(), receipt(john));
        QueuedWrite<Append> refused = write(stale, creation(UUID.randomUUID())).getFirst();
        assertFailed(refused, ConcurrencyException.class);
        assertThatThrownBy(refused::throwFailure).isNotInstanceOf(AggregateStreamCreationException.class);
        assertNothingOf(stale);
        assertThat(sequences(john)).containsExactly(0L, 1L);
    }

    @Test
    void a_value_that_is_taken_fails_its_command_alone() {
        UUID john = UUID.randomUUID();
        write(append(List.of(event(john, 0)), List.of(claim(john)), List.of(), null));
        UUID thief = UUID.randomUUID();
        Append stolen = append(
                List.of(event(thief, 0)),
                List.of(claim(thief), new ValueClaim(SCOPE, john.toString(), thief)),
                List.of(),
                receipt(thief));

        List<QueuedWrite<Append>> ended = write(creation(UUID.randomUUID()), stolen, creation(UUID.randomUUID()));

        assertWritten(ended.get(0));
        assertProblem(ended.get(1), ProblemCode.UNIQUE_VALUE_TAKEN);
        assertWritten(ended.get(2));
        assertNothingOf(stolen);
        assertThat(owner(thief.toString())).isNull();
        assertThat(owner(john.toString())).isEqualTo(john);
    }

    @Test
    void a_command_that_has_run_fails_alone() {
        UUID john = UUID.randomUUID();
        Append first = creation(john);
        write(first);
        Append again = append(List.of(event(john, 1)), List.of(claim(john)), List.of(), first.receipt());

        List<QueuedWrite<Append>> ended = write(again, creation(UUID.randomUUID()));

        assertProblem(ended.get(0), ProblemCode.CONFLICT);
        assertWritten(ended.get(1));
        assertThat(sequences(john)).containsExactly(0L);
        assertThat(owner(john.toString())).isNull();
    }

    @Test
    void every_reason_is_told_in_one_group() {
        UUID john = UUID.randomUUID();
        Append first = append(List.of(event(john, 0)), List.of(claim(john)), List.of(), receipt(john));
        write(first);
        UUID thief = UUID.randomUUID();

        List<QueuedWrite<Append>> ended = write(
                append(List.of(event(john, 0)), List.of(), List.of(), receipt(john)),
                append(
                        List.of(event(thief, 0)),
                        List.of(new ValueClaim(SCOPE, john.toString(), thief)),
                        List.of(),
                        null),
                append(List.of(), List.of(), List.of(), first.receipt()),
                creation(UUID.randomUUID()));

        assertFailed(ended.get(0), AggregateStreamCreationException.class);
        assertProblem(ended.get(1), ProblemCode.UNIQUE_VALUE_TAKEN);
        assertProblem(ended.get(2), ProblemCode.CONFLICT);
        assertWritten(ended.get(3));
    }

    @Test
    void whoever_has_a_value_may_claim_it_again() {
        UUID john = UUID.randomUUID();
        write(append(List.of(event(john, 0)), List.of(claim(john)), List.of(), null));

        assertWritten(write(append(List.of(event(john, 1)), List.of(claim(john)), List.of(), receipt(john)))
                .getFirst());

        assertThat(sequences(john)).containsExactly(0L, 1L);
        assertThat(owner(john.toString())).isEqualTo(john);
    }

    @Test
    void a_value_is_released_by_its_owner_only() {
        UUID john = UUID.randomUUID();
        UUID jane = UUID.randomUUID();
        write(append(List.of(event(john, 0)), List.of(claim(john)), List.of(), null));

        write(append(List.of(event(jane, 0)), List.of(), List.of(new ValueClaim(SCOPE, john.toString(), jane)), null));
        assertThat(owner(john.toString())).isEqualTo(john);

        write(append(List.of(event(john, 1)), List.of(), List.of(claim(john)), null));
        assertThat(owner(john.toString())).isNull();
    }

    @Test
    void what_the_database_cannot_store_fails_alone() {
        UUID john = UUID.randomUUID();
        StoredEvent tooLong = new StoredEvent(
                UUID.randomUUID().toString(), john.toString(), 0, "user", "now", "x".repeat(300), null, "{}", "{}");
        Append bad = append(List.of(tooLong), List.of(claim(john)), List.of(), receipt(john));

        List<QueuedWrite<Append>> ended = write(creation(UUID.randomUUID()), bad, creation(UUID.randomUUID()));

        assertWritten(ended.get(0));
        assertFailed(ended.get(1), EventStoreException.class);
        assertWritten(ended.get(2));
        assertNothingOf(bad);
    }

    @Test
    void a_connection_that_is_cut_before_the_commit_costs_nothing_but_time() {
        accidents.add((statements, connection, group) -> {
            throw CUT;
        });
        Append john = creation(UUID.randomUUID());

        assertWritten(write(john).getFirst());

        assertThat(john.position()).isEqualTo(indexOf(john));
    }

    @Test
    void what_was_committed_before_the_connection_was_cut_is_not_written_twice() {
        accidents.add((statements, connection, group) -> {
            statements.write(connection, group);
            throw CUT;
        });
        UUID john = UUID.randomUUID();
        UUID jane = UUID.randomUUID();
        Append first = append(List.of(event(john, 0)), List.of(claim(john)), List.of(), receipt(john));
        Append second = creation(jane);

        write(first, second).forEach(GroupTransactionContract::assertWritten);

        assertThat(sequences(john)).containsExactly(0L);
        assertThat(sequences(jane)).containsExactly(0L);
        assertThat(first.position()).isEqualTo(indexOf(first));
        assertThat(second.position()).isEqualTo(indexOf(second));
    }

    @Test
    void a_connection_that_is_cut_while_the_guilty_are_looked_for_is_nobodys_fault() {
        AtomicBoolean isCut = new AtomicBoolean();
        accidents.add((statements, connection, group) -> {
            isCut.set(true);
            throw new SQLException("duplicate", "23505");
        });
        Append john = creation(UUID.randomUUID());

        assertWritten(
                write(writer(cutWhen(isCut), Duration.ofSeconds(30)), john).getFirst());

        assertThat(accidents).isEmpty();
        assertThat(john.position()).isEqualTo(indexOf(john));
    }

    /** Connections that can be used until it is said that they are cut; each new one can be used again. */
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
    void others_in_the_way_are_waited_for_a_few_times() {
        accidents.add((statements, connection, group) -> {
            throw new SQLException("deadlock", "40P01");
        });
        Append john = creation(UUID.randomUUID());

        assertWritten(write(john, creation(UUID.randomUUID())).getFirst());
        assertThat(accidents).isEmpty();
    }

    @Test
    void who_waits_for_others_in_vain_fails_alone_and_has_lost_a_race() {
        for (String state : List.of("HYT00", "55P03")) {
            UUID slow = UUID.randomUUID();
            Accident blocked = (statements, connection, group) -> {
                if (group.stream().anyMatch(append -> aggregatesOf(append).contains(slow.toString()))) {
                    throw new SQLException("lock timeout", state);
                }
                statements.write(connection, group);
            };
            accidents.addAll(Collections.nCopies(6, blocked));

            List<QueuedWrite<Append>> ended =
                    write(creation(UUID.randomUUID()), creation(slow), creation(UUID.randomUUID()));
            accidents.clear();

            assertWritten(ended.get(0));
            assertWritten(ended.get(2));
            assertThatThrownBy(() -> ended.get(1).throwFailure())
                    .satisfies(failure ->
                            assertThat(KnownFailures.all().isLostRace(failure)).isTrue());
        }
    }

    @Test
    void a_conflict_that_is_gone_when_it_is_looked_for_is_no_reason_to_fail() {
        accidents.add((statements, connection, group) -> {
            throw new SQLException("duplicate", "23505");
        });

        write(creation(UUID.randomUUID()), creation(UUID.randomUUID()))
                .forEach(GroupTransactionContract::assertWritten);
    }

    @Test
    void while_nobody_can_connect_commands_are_told_that_nothing_was_done() {
        DataSource down = new DelegatingDataSource(connections) {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("nobody there", "08001");
            }
        };
        Append john = creation(UUID.randomUUID());

        List<QueuedWrite<Append>> ended = write(writer(down, Duration.ofMillis(120)), john);

        assertProblem(ended.getFirst(), ProblemCode.UNAVAILABLE);
        assertThatThrownBy(() -> ended.getFirst().throwFailure()).hasMessageContaining("nothing was done");
        assertNothingOf(john);
    }

    @Test
    void what_nobody_knows_is_not_called_a_failure() {
        for (int i = 0; i < 1_000; i++) {
            accidents.add((statements, connection, group) -> {
                throw CUT;
            });
        }

        List<QueuedWrite<Append>> ended =
                write(writer(connections, Duration.ofMillis(120)), creation(UUID.randomUUID()));

        assertProblem(ended.getFirst(), ProblemCode.UNAVAILABLE);
        assertThatThrownBy(() -> ended.getFirst().throwFailure()).hasMessageContaining("the same command id");
    }

    private List<QueuedWrite<Append>> write(Append... group) {
        return write(writer(connections, Duration.ofSeconds(30)), group);
    }

    private static List<QueuedWrite<Append>> write(GroupTransaction writer, Append... group) {
        List<QueuedWrite<Append>> tickets = new ArrayList<>();
        for (Append append : group) {
            tickets.add(new QueuedWrite<>(append, Thread.currentThread()));
        }
        writer.write(tickets);
        assertThat(tickets).allMatch(QueuedWrite::isEnded);
        return tickets;
    }

    private GroupTransaction writer(DataSource from, Duration patience) {
        GroupInsert plain = AppendAutoConfiguration.statements(dsl.dialect().family(), new ProblemCodec());
        GroupInsert withAccidents = (connection, group) -> {
            Accident accident = accidents.poll();
            if (accident == null) {
                plain.write(connection, group);
            } else {
                accident.write(plain, connection, group);
            }
        };
        return new GroupTransaction(from, dsl.dialect().family(), withAccidents, patience);
    }

    private static void assertWritten(QueuedWrite<Append> ticket) {
        ticket.throwFailure();
    }

    private static void assertFailed(QueuedWrite<Append> ticket, Class<? extends Exception> reason) {
        assertThatThrownBy(ticket::throwFailure).isInstanceOf(reason);
    }

    private static void assertProblem(QueuedWrite<Append> ticket, ProblemCode code) {
        assertThatThrownBy(ticket::throwFailure)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }

    private void assertNothingOf(Append append) {
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
                .where(EventStoreTables.EVENT_ID.eq(append.lastEvent()))
                .fetchSingle(EventStoreTables.INDEX));
    }

    private Position keptPosition(Append append) {
        return new Position(dsl.select(EventStoreTables.POSITION)
                .from(EventStoreTables.RECEIPTS)
                .where(isReceiptOf(append))
                .fetchSingle(EventStoreTables.POSITION));
    }

    private static Condition isReceiptOf(Append append) {
        return EventStoreTables.COMMAND_ID.eq(
                append.receipt() == null ? null : append.receipt().commandId());
    }
}
