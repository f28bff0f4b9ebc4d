package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.command.Command;
import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.command.SuccessReceipts.Outcome;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.domain.UniqueValues;
import io.fluvius.domain.UniqueValuesContract;
import io.fluvius.environment.KnownFailures;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.PersonalMessages;
import io.fluvius.eventstore.log.ImportGate;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.TransactionalUniqueValues;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs appends that claim, release and have a receipt on a {@link FakeAxonServer}. One class runs the tests of all subclasses, so
 * that they share a database.
 */
abstract class AxonServerAppendContract extends UniqueValuesContract {

    static final String OLD_VALUE = "old@example.com";
    static final Duration MINUTE = Duration.ofMinutes(1);

    final UUID user = UUID.randomUUID();
    final FakeAxonServer server = new FakeAxonServer();
    final EmbeddedEventStore store =
            EmbeddedEventStore.builder().storageEngine(server).build();
    final List<Position> positions = new ArrayList<>();
    final ImportGate gate = new ImportGate();

    @Autowired
    DSLContext dsl;

    @Autowired
    private PlatformTransactionManager transactions;

    ValueReservations valueReservations;
    ReceiptReservations receiptReservations;
    AxonServerAppends appends;
    AxonServerReceipts outcomes;

    @BeforeEach
    void setUp() {
        valueReservations = new ValueReservations(dsl, MINUTE);
        receiptReservations = new ReceiptReservations(dsl, new ProblemCodec(), MINUTE);
        configure(MINUTE.dividedBy(2));
        appends.hookInto(store);
    }

    @AfterEach
    void tearDown() {
        store.shutDown();
    }

    @Override
    protected UniqueValues values() {
        return new TransactionalUniqueValues(values -> appends.with(append -> values.accept(append.values())));
    }

    void configure(Duration maxAge) {
        Reservations reservations =
                new Reservations(valueReservations, receiptReservations, new TransactionTemplate(transactions), gate);
        appends = new AxonServerAppends(reservations, KnownFailures.all(), maxAge);
        outcomes = new AxonServerReceipts(store, appends, receiptReservations, gate);
    }

    void sweep() {
        new ReservationSweep(
                        valueReservations,
                        receiptReservations,
                        store,
                        outcomes,
                        new PersonalMessages(
                                PersonalEvents.none(),
                                Jackson3Serializer.builder().build()))
                .sweep();
    }

    /** Makes the reservations of this test overdue. */
    void makeOverdue() {
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

    String stateOf(String value) {
        return dsl.select(EventStoreTables.RESERVED_BY)
                .from(EventStoreTables.UNIQUE_VALUES)
                .where(EventStoreTables.SCOPE.eq(scope), EventStoreTables.CONTENT.eq(value))
                .fetchOptional()
                .map(row -> row.value1() == null ? "held" : "reserved")
                .orElse("free");
    }

    UUID run(Consumer<UniqueValues> decision) {
        UUID command = UUID.randomUUID();
        run(command, decision);
        return command;
    }

    void run(UUID command, Consumer<UniqueValues> decision) {
        UnitOfWork<?> work = start(command);
        decision.accept(values());
        DomainEventMessage<?> event = event(user, command);
        store.publish(event);
        outcomes.storeOnCommit(
                work,
                () -> new Outcome(receipt(command, event.getSequenceNumber()), event.getIdentifier()),
                positions::add);
        work.commit();
    }

    void runWithoutEvents(UUID command) {
        UnitOfWork<?> work = start(command);
        outcomes.storeOnCommit(work, () -> new Outcome(receipt(command, 0), null), positions::add);
        work.commit();
    }

    Receipt receipt(UUID command, long version) {
        return new Receipt(command, "change-email", AggregateRef.of("user", user), version, null, null, null);
    }

    DomainEventMessage<?> event(UUID aggregate, UUID command) {
        long next = server.lastSequenceNumberFor(aggregate.toString()).orElse(-1L) + 1;
        return new GenericDomainEventMessage<>(
                "User", aggregate.toString(), next, "event " + next, Map.of(Command.COMMAND_ID, command.toString()));
    }

    static UnitOfWork<?> start(UUID command) {
        return DefaultUnitOfWork.startAndGet(new GenericMessage<>(command.toString(), "command", Map.of()));
    }

    static void assertConnectionLost(Runnable command) {
        assertThatThrownBy(command::run).hasMessage("The connection is lost");
    }

    static void assertUnavailable(Runnable command) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(command::run)
                .satisfies(refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE));
    }
}
