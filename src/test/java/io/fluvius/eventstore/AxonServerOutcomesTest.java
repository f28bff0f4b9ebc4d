package io.fluvius.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.CommandReceipts;
import io.fluvius.kernel.Outcomes.Success;
import io.fluvius.kernel.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AxonServerOutcomesTest implements CommandReceipts {

    private final InMemoryEventStorageEngine engine = new InMemoryEventStorageEngine();
    private final EmbeddedEventStore store =
            EmbeddedEventStore.builder().storageEngine(engine).build();
    private final AxonServerOutcomes outcomes = new AxonServerOutcomes(store, this);
    private final List<Receipt> kept = new ArrayList<>();
    private final List<Position> told = new ArrayList<>();
    private int appended;

    @AfterEach
    void close() {
        store.shutDown();
    }

    @Test
    void an_event_is_found_among_those_that_came_meanwhile() {
        append();
        String own = "own";
        UnitOfWork<?> work = startAppending(() -> {
            append();
            append(own);
            append();
        });

        outcomes.keep(work, () -> success(own), told::add);
        work.commit();

        assertThat(told).containsExactly(new Position(2));
        assertThat(kept).extracting(Receipt::position).containsExactly(new Position(2));
    }

    @Test
    void an_event_is_found_in_a_store_that_was_empty() {
        UnitOfWork<?> work = startAppending(() -> append("own"));

        outcomes.keep(work, () -> success("own"), told::add);
        work.commit();

        assertThat(told).containsExactly(new Position(0));
    }

    @Test
    void a_quiet_command_is_where_the_store_ends() {
        append();
        append();
        UnitOfWork<?> work = startAppending(() -> {});

        outcomes.keep(work, () -> success(null), told::add);
        work.commit();

        assertThat(told).containsExactly(new Position(1));
    }

    @Test
    void of_a_command_whose_events_were_refused_nothing_is_kept() {
        UnitOfWork<?> work = startAppending(() -> {
            throw new IllegalStateException("no");
        });

        outcomes.keep(work, () -> success("own"), told::add);

        assertThatThrownBy(work::commit).hasMessage("no");
        assertThat(kept).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void a_thread_that_is_to_stop_finds_no_position() {
        UnitOfWork<?> work = startAppending(() -> {});
        outcomes.keep(work, () -> success("nowhere"), told::add);
        Thread.currentThread().interrupt();

        assertThatThrownBy(work::commit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Override
    public void keep(Receipt receipt) {
        kept.add(receipt);
    }

    @Override
    public Optional<Receipt> find(UUID commandId) {
        return Optional.empty();
    }

    /** A unit of work whose events are sent when it prepares, and there after its commit, as Axon Server has it. */
    private UnitOfWork<?> startAppending(Runnable appending) {
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(GenericMessage.asMessage("command"));
        work.onPrepareCommit(preparing -> work.onCommit(committing -> {
            CurrentUnitOfWork.clear(work);
            try {
                appending.run();
            } finally {
                CurrentUnitOfWork.set(work);
            }
        }));
        return work;
    }

    private static Success success(@Nullable String lastEvent) {
        AggregateRef user = AggregateRef.of("user", UUID.randomUUID());
        return new Success(new Receipt(UUID.randomUUID(), "create-user", user, 0L, null, null, null), lastEvent);
    }

    private void append() {
        append(UUID.randomUUID().toString());
    }

    private void append(String id) {
        DomainEventMessage<String> event = new GenericDomainEventMessage<>(
                "User", "user-" + appended, 0, "event " + appended, Map.of(), id, Instant.EPOCH);
        engine.appendEvents(List.of(event));
        appended++;
    }
}
