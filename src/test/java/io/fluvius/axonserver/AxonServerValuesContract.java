package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.axonserver.ValueReservations.Mark;
import io.fluvius.command.Command;
import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.command.SuccessReceipts.Success;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.UniqueValues;
import io.fluvius.domain.UniqueValuesContract;
import io.fluvius.environment.KnownFailures;
import io.fluvius.eventstore.receipt.JdbcCommandReceipts;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.TransactionalUniqueValues;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.progress.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What unique values and receipts beside Axon Server do beyond the contract, and what is left of them after a crash. */
abstract class AxonServerValuesContract extends UniqueValuesContract {

    private static final int CLAIMANTS = 32;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final UUID user = UUID.randomUUID();
    private final FakeAxonServer server = new FakeAxonServer();
    private final EmbeddedEventStore store =
            EmbeddedEventStore.builder().storageEngine(server).build();
    private final List<Position> told = new ArrayList<>();

    @Autowired
    private DSLContext dsl;

    @Autowired
    private PlatformTransactionManager transactions;

    private ValueReservations pendingValues;
    private ReceiptReservations pendingReceipts;
    private AxonServerAppends appends;
    private AxonServerOutcomes outcomes;

    @BeforeEach
    void begin() {
        pendingValues = new ValueReservations(dsl);
        pendingReceipts = new ReceiptReservations(dsl, new ProblemCodec(), MINUTE);
        withPatience(MINUTE.dividedBy(2));
        appends.hookInto(store);
    }

    @AfterEach
    void close() {
        store.shutDown();
    }

    @Override
    protected UniqueValues values() {
        return new TransactionalUniqueValues(values -> appends.with(append -> values.accept(append.values())));
    }

    @Test
    void a_value_that_is_too_long_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> values().claim(scope, "x".repeat(UniqueValues.MAX_LENGTH + 1), ALICE));
    }

    @Test
    void of_many_who_claim_a_value_at_once_exactly_one_gets_it() throws Exception {
        List<Future<Boolean>> wins = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int each = 0; each < CLAIMANTS; each++) {
                wins.add(threads.submit(this::wins));
            }
        }

        assertThat(wins.stream().filter(Future::resultNow)).hasSize(1);
    }

    private boolean wins() {
        try {
            values().claim(scope, VALUE, UUID.randomUUID());
            return true;
        } catch (ProblemException refusal) {
            assertThat(refusal.problem().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN);
            return false;
        }
    }

    @Test
    void a_claim_is_made_and_a_release_done_with_the_events() {
        run(values -> values.claim(scope, "old@example.com", user));
        run(values -> {
            values.release(scope, "old@example.com", user);
            values.claim(scope, VALUE, user);
        });

        assertThat(stateOf("old@example.com")).isEqualTo("free");
        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void a_claim_is_noted_before_the_events_are_sent_and_a_release_is_not_done_before_they_are_there() {
        run(values -> values.claim(scope, "old@example.com", user));
        List<String> meanwhile = new ArrayList<>();
        server.before(() -> {
            meanwhile.add(stateOf(VALUE));
            meanwhile.add(stateOf("old@example.com"));
            assertTaken(scope, VALUE, BOB);
            assertTaken(scope, "old@example.com", BOB);
        });
        run(values -> {
            values.release(scope, "old@example.com", user);
            values.claim(scope, VALUE, user);
        });

        assertThat(meanwhile).containsExactly("pending", "pending");
    }

    @Test
    void the_events_say_what_was_claimed_and_released() {
        run(values -> {
            values.claim(scope, VALUE, user);
            values.release(scope, "old@example.com", user);
        });

        DomainEventMessage<?> event = store.readEvents(user.toString()).next();
        assertThat(ClaimMetadata.claimed(event.getMetaData(), user))
                .containsExactly(new ValueClaim(scope, VALUE, user));
        assertThat(ClaimMetadata.released(event.getMetaData(), user))
                .containsExactly(new ValueClaim(scope, "old@example.com", user));
    }

    @Test
    void the_receipt_is_kept_with_the_position_of_the_event() {
        store.publish(event(BOB, UUID.randomUUID()));
        UUID command = run(values -> {});

        assertThat(told).containsExactly(new Position(1));
        assertThat(outcomes.find(command)).hasValueSatisfying(receipt -> {
            assertThat(receipt.position()).isEqualTo(new Position(1));
            assertThat(receipt.version()).isZero();
        });
    }

    @Test
    void a_quiet_command_is_where_the_store_ends() {
        store.publish(event(BOB, UUID.randomUUID()));
        store.publish(event(BOB, UUID.randomUUID()));
        UUID command = UUID.randomUUID();
        quietly(command);

        assertThat(told).containsExactly(new Position(1));
        assertThat(outcomes.find(command)).isPresent();
    }

    @Test
    void it_appends_nothing() {
        UUID command = run(values -> {});

        assertUnavailable(() -> run(command, values -> values.claim(scope, VALUE, user)));
        assertThat(server.lastSequenceNumberFor(user.toString())).contains(0L);
        assertThat(stateOf(VALUE)).isEqualTo("free");
        assertThat(outcomes.find(command)).isPresent();
    }

    @Test
    void it_is_not_kept_twice_when_it_is_quiet_now() {
        UUID command = run(values -> {});

        assertUnavailable(() -> quietly(command));
    }

    @Test
    void it_has_to_wait_while_the_first_one_is_running() {
        UUID command = UUID.randomUUID();
        server.before(() -> {
            server.isThereAgain();
            assertUnavailable(() -> run(command, values -> {}));
            assertUnavailable(() -> outcomes.find(command));
        });
        run(command, values -> {});

        assertThat(server.lastSequenceNumberFor(user.toString())).contains(0L);
        assertThat(told).containsExactly(new Position(0));
    }

    @Test
    void another_owners_value_fails_the_whole_before_anything_is_sent() {
        values().claim(scope, VALUE, BOB);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> run(values -> {
                    values.claim(scope, "other@example.com", user);
                    values.claim(scope, VALUE, user);
                }))
                .satisfies(taken -> assertThat(taken.problem().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN));
        assertThat(stateOf("other@example.com")).isEqualTo("free");
        assertThat(server.lastSequenceNumberFor(user.toString())).isEmpty();
    }

    @Test
    void what_the_store_refuses_is_taken_back_and_may_be_tried_again() {
        run(values -> values.claim(scope, "old@example.com", user));
        UUID command = UUID.randomUUID();
        server.before(() -> {
            server.isThereAgain();
            store.publish(event(user, UUID.randomUUID()));
        });
        assertThatThrownBy(() -> run(command, values -> {
                    values.release(scope, "old@example.com", user);
                    values.claim(scope, VALUE, user);
                }))
                .hasMessageContaining("AXONIQ-2000");

        assertThat(stateOf(VALUE)).isEqualTo("free");
        assertThat(stateOf("old@example.com")).isEqualTo("held");
        assertThat(outcomes.find(command)).isEmpty();
        run(command, values -> {});
    }

    @Test
    void what_was_rolled_back_before_leaves_nothing() {
        UnitOfWork<?> work = start(UUID.randomUUID());
        values().claim(scope, VALUE, user);
        work.rollback();

        assertThat(stateOf(VALUE)).isEqualTo("free");
    }

    @Test
    void events_whose_note_took_too_long_are_not_sent() {
        withPatience(Duration.ZERO);

        assertUnavailable(() -> run(values -> values.claim(scope, VALUE, user)));
        assertThat(stateOf(VALUE)).isEqualTo("free");
        assertThat(server.lastSequenceNumberFor(user.toString())).isEmpty();
    }

    @Test
    void a_value_stays_taken_until_it_is_looked_after() {
        server.isGoneBeforeTheEvents();
        assertLost(() -> run(values -> values.claim(scope, VALUE, user)));

        assertTaken(scope, VALUE, BOB);
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("pending");
        timePasses();
        sweep();
        assertFree(scope, VALUE, BOB);
    }

    @Test
    void a_value_whose_release_never_came_is_still_held() {
        run(values -> values.claim(scope, VALUE, user));
        server.isGoneBeforeTheEvents();
        assertLost(() -> run(values -> values.release(scope, VALUE, user)));

        assertThat(stateOf(VALUE)).isEqualTo("pending");
        timePasses();
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void what_the_events_say_is_done() {
        run(values -> values.claim(scope, "old@example.com", user));
        server.isGoneAfterTheEvents();
        assertLost(() -> run(values -> {
            values.release(scope, "old@example.com", user);
            values.claim(scope, VALUE, user);
        }));

        timePasses();
        sweep();
        sweep();
        assertThat(stateOf("old@example.com")).isEqualTo("free");
        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void the_owner_may_claim_again_what_it_left_behind() {
        server.isGoneBeforeTheEvents();
        assertLost(() -> run(values -> values.claim(scope, VALUE, user)));
        server.isThereAgain();
        run(values -> values.claim(scope, VALUE, user));

        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void what_was_left_behind_is_not_taken_back_by_who_fails_after_it() {
        server.isGoneAfterTheEvents();
        assertLost(() -> run(values -> values.claim(scope, VALUE, user)));
        server.isThereAgain();
        server.before(() -> {
            server.isThereAgain();
            store.publish(event(user, UUID.randomUUID()));
        });
        assertThatThrownBy(() -> run(values -> values.claim(scope, VALUE, user)))
                .hasMessageContaining("AXONIQ-2000");

        assertThat(stateOf(VALUE)).isEqualTo("pending");
        timePasses();
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void what_another_append_has_marked_meanwhile_is_not_changed() {
        server.isGoneBeforeTheEvents();
        assertLost(() -> run(values -> values.claim(scope, VALUE, user)));
        timePasses();
        Mark seen = pendingValues.overdue(MINUTE).stream()
                .filter(mark -> mark.value().scope().equals(scope))
                .findFirst()
                .orElseThrow();
        server.before(() -> pendingValues.freed(seen));
        run(values -> values.claim(scope, VALUE, user));

        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void a_command_whose_events_are_there_has_run() {
        UUID command = UUID.randomUUID();
        server.isGoneAfterTheEvents();
        assertLost(() -> run(command, values -> {}));

        assertThat(outcomes.find(command)).hasValueSatisfying(receipt -> {
            assertThat(receipt.version()).isZero();
            assertThat(receipt.position()).isEqualTo(new Position(0));
            assertThat(receipt.error()).isNull();
        });
        server.isThereAgain();
        assertUnavailable(() -> run(command, values -> {}));
        assertThat(server.lastSequenceNumberFor(user.toString())).contains(0L);
    }

    @Test
    void a_command_whose_events_are_not_there_in_time_may_run_again() {
        UUID command = UUID.randomUUID();
        server.isGoneBeforeTheEvents();
        assertLost(() -> run(command, values -> {}));

        assertUnavailable(() -> outcomes.find(command));
        timePasses();
        assertThat(outcomes.find(command)).isEmpty();
        server.isThereAgain();
        run(command, values -> {});
        assertThat(outcomes.find(command)).isPresent();
    }

    @Test
    void receipts_are_looked_after_too() {
        UUID done = UUID.randomUUID();
        server.isGoneAfterTheEvents();
        assertLost(() -> run(done, values -> {}));
        UUID lost = UUID.randomUUID();
        server.isGoneBeforeTheEvents();
        assertLost(() -> run(lost, values -> {}));

        timePasses();
        sweep();
        assertThat(dsl.fetchCount(
                        EventStoreTables.RECEIPTS,
                        EventStoreTables.COMMAND_ID.eq(done),
                        EventStoreTables.RESERVED_BY.isNull()))
                .isOne();
        assertThat(dsl.fetchCount(EventStoreTables.RECEIPTS, EventStoreTables.COMMAND_ID.eq(lost)))
                .isZero();
    }

    @Test
    void what_cannot_be_read_is_left_for_the_next_time_and_holds_up_nothing_else() {
        server.isGoneBeforeTheEvents();
        assertLost(() -> run(values -> {
            values.claim(scope, VALUE, user);
            values.claim(scope, "bob@example.com", BOB);
        }));
        timePasses();

        server.cannotRead(user.toString());
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("pending");
        assertThat(stateOf("bob@example.com")).isEqualTo("free");
        server.isThereAgain();
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("free");
    }

    @Test
    void what_fails_after_the_events_are_there_takes_nothing_back() {
        UUID command = UUID.randomUUID();
        server.before(() -> Thread.currentThread().interrupt());
        UnitOfWork<?> work = start(command);
        values().claim(scope, VALUE, user);
        store.publish(event(user, command));
        outcomes.storeOnCommit(work, () -> new Success(receipt(command, 0), "nowhere"), told::add);

        assertThatThrownBy(work::commit).hasMessageContaining("does not show the event nowhere");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stateOf(VALUE)).isEqualTo("pending");
        assertThat(outcomes.find(command)).isPresent();
        timePasses();
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    private void withPatience(Duration patience) {
        Reservations rows = new Reservations(pendingValues, pendingReceipts, new TransactionTemplate(transactions));
        appends = new AxonServerAppends(rows, KnownFailures.all(), patience);
        outcomes = new AxonServerOutcomes(
                store, appends, new JdbcCommandReceipts(dsl, new ProblemCodec()), pendingReceipts);
    }

    private void sweep() {
        new ReservationSweep(pendingValues, pendingReceipts, new AggregateEvents(store), outcomes, MINUTE).sweep();
    }

    /** What is pending is so for longer than anybody waits. */
    private void timePasses() {
        Instant before = Instant.now().minus(MINUTE.multipliedBy(2));
        dsl.update(EventStoreTables.UNIQUE_VALUES)
                .set(EventStoreTables.RESERVED_SINCE, before)
                .where(EventStoreTables.SCOPE.eq(scope), EventStoreTables.RESERVED_BY.isNotNull())
                .execute();
        dsl.update(EventStoreTables.RECEIPTS)
                .set(EventStoreTables.RESERVED_SINCE, before)
                .where(EventStoreTables.AGGREGATE_ID.eq(user), EventStoreTables.RESERVED_BY.isNotNull())
                .execute();
    }

    private String stateOf(String value) {
        return dsl.select(EventStoreTables.RESERVED_BY)
                .from(EventStoreTables.UNIQUE_VALUES)
                .where(EventStoreTables.SCOPE.eq(scope), EventStoreTables.CONTENT.eq(value))
                .fetchOptional()
                .map(row -> row.value1() == null ? "held" : "pending")
                .orElse("free");
    }

    private UUID run(Consumer<UniqueValues> decision) {
        UUID command = UUID.randomUUID();
        run(command, decision);
        return command;
    }

    private void run(UUID command, Consumer<UniqueValues> decision) {
        UnitOfWork<?> work = start(command);
        decision.accept(values());
        DomainEventMessage<?> event = event(user, command);
        store.publish(event);
        outcomes.storeOnCommit(
                work, () -> new Success(receipt(command, event.getSequenceNumber()), event.getIdentifier()), told::add);
        work.commit();
    }

    private void quietly(UUID command) {
        UnitOfWork<?> work = start(command);
        outcomes.storeOnCommit(work, () -> new Success(receipt(command, 0), null), told::add);
        work.commit();
    }

    private Receipt receipt(UUID command, long version) {
        return new Receipt(command, "change-email", AggregateRef.of("user", user), version, null, null, null);
    }

    private DomainEventMessage<?> event(UUID aggregate, UUID command) {
        long next = server.lastSequenceNumberFor(aggregate.toString()).orElse(-1L) + 1;
        return new GenericDomainEventMessage<>(
                "User", aggregate.toString(), next, "event " + next, Map.of(Command.COMMAND_ID, command.toString()));
    }

    private static UnitOfWork<?> start(UUID command) {
        return DefaultUnitOfWork.startAndGet(new GenericMessage<>(command.toString(), "command", Map.of()));
    }

    private static void assertLost(Runnable command) {
        assertThatThrownBy(command::run).hasMessage("The server is gone");
    }

    private static void assertUnavailable(Runnable command) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(command::run)
                .satisfies(refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE));
    }
}
