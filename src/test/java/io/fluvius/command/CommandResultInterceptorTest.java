package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fluvius.command.SuccessReceipts.Outcome;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.record.Names;
import io.fluvius.user.UserCommand.ActivateUser;
import io.fluvius.user.UserCommand.ReconcileUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events of a command are named after it, also when it is nested in the unit of work of another command. */
class CommandResultInterceptorTest {

    private static final AggregateRef JOHN = AggregateRef.of("user", UUID.randomUUID());
    private static final AggregateRef JANE = AggregateRef.of("user", UUID.randomUUID());

    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final List<Outcome> outcomes = new ArrayList<>();

    @BeforeEach
    void setUp() {
        CommandResultInterceptor interceptor = new CommandResultInterceptor(
                (work, outcome, durable) -> work.root().onCommit(committing -> outcomes.add(outcome.get())));
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(new CorrelationProvider()));
        bus.registerHandlerInterceptor(interceptor);
        store.registerDispatchInterceptor(interceptor);
    }

    @AfterEach
    void tearDown() {
        store.shutDown();
    }

    @Test
    void the_first_event_has_the_identifier_and_the_fingerprint_of_its_command() {
        Command command = command(new ActivateUser(), JOHN);
        bus.subscribe("activate-user", message -> apply(JOHN, 0, 1, 2));

        bus.dispatch(PreparedCommand.of(command));

        assertThat(events(JOHN))
                .extracting(DomainEventMessage::getIdentifier)
                .containsExactly(command.id().toString(), command.id() + ":1", command.id() + ":2");
        assertThat(events(JOHN))
                .extracting(event -> event.getMetaData().get(Command.FINGERPRINT))
                .containsExactly(command.fingerprint(), null, null);
        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.receipt().version()).isEqualTo(2);
            assertThat(outcome.lastEventId()).isEqualTo(command.id() + ":2");
        });
    }

    @Test
    void a_nested_command_has_its_own_events_and_its_own_outcome() {
        Command outer = command(new ActivateUser(), JOHN);
        Command nested = command(new ReconcileUser(), JANE);
        bus.subscribe("activate-user", message -> {
            apply(JOHN, 4);
            bus.dispatch(PreparedCommand.of(nested));
            return apply(JOHN, 5);
        });
        bus.subscribe("reconcile-user", message -> apply(JANE, 7));

        bus.dispatch(PreparedCommand.of(outer));

        assertThat(events(JOHN))
                .extracting(DomainEventMessage::getIdentifier)
                .containsExactly(outer.id().toString(), outer.id() + ":1");
        assertThat(events(JANE))
                .extracting(DomainEventMessage::getIdentifier)
                .containsExactly(nested.id().toString());
        assertThat(outcomes)
                .extracting(
                        outcome -> outcome.receipt().commandId(),
                        outcome -> outcome.receipt().version())
                .containsExactlyInAnyOrder(tuple(outer.id(), 5L), tuple(nested.id(), 7L));
    }

    @Test
    void an_event_that_no_command_applied_keeps_its_identifier() {
        DomainEventMessage<String> event = event(JOHN, 0);

        store.publish(event);

        assertThat(events(JOHN)).extracting(DomainEventMessage::getIdentifier).containsExactly(event.getIdentifier());
    }

    private Object apply(AggregateRef aggregate, long... sequences) {
        for (long sequence : sequences) {
            store.publish(event(aggregate, sequence));
        }
        return aggregate;
    }

    private static DomainEventMessage<String> event(AggregateRef aggregate, long sequence) {
        return new GenericDomainEventMessage<>("user", aggregate.id().toString(), sequence, "event");
    }

    private List<DomainEventMessage<?>> events(AggregateRef aggregate) {
        return store.readEvents(aggregate.id().toString())
                .asStream()
                .<DomainEventMessage<?>>map(event -> event)
                .toList();
    }

    private static Command command(Record payload, AggregateRef aggregate) {
        return new Command(
                UUID.randomUUID(), Names.kebab(payload.getClass()), aggregate, true, payload, null, Map.of());
    }
}
