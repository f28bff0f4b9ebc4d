package io.fluvius.kernel.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.kernel.Position;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PositionsTest {

    private final InMemoryEventStorageEngine engine = new InMemoryEventStorageEngine();
    private final EmbeddedEventStore store =
            EmbeddedEventStore.builder().storageEngine(engine).build();
    private int appended;

    @AfterEach
    void close() {
        store.shutDown();
    }

    @Test
    void a_store_in_the_same_transaction_is_asked_for_its_end() {
        append();
        append();

        assertThat(Positions.of(store)).isInstanceOf(Positions.Head.class);
        assertThat(Positions.of(store).after(null, "whatever")).isEqualTo(new Position(1));
    }

    @Test
    void an_empty_store_has_no_position() {
        assertThat(Positions.of(store).after(null, null)).isEqualTo(Position.START);
    }

    @Test
    void an_event_is_found_among_those_that_came_meanwhile() {
        append();
        Positions positions = new Positions.Found(store);
        TrackingToken before = positions.before();
        append();
        String own = append();
        append();

        assertThat(positions.after(before, own)).isEqualTo(new Position(2));
    }

    @Test
    void an_event_is_found_in_a_store_that_was_empty() {
        Positions positions = new Positions.Found(store);

        assertThat(positions.after(null, append())).isEqualTo(new Position(0));
    }

    @Test
    void a_quiet_command_is_where_the_store_ends() {
        append();
        append();

        assertThat(new Positions.Found(store).after(null, null)).isEqualTo(new Position(1));
    }

    @Test
    void a_thread_that_is_to_stop_has_no_position() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Positions.Found(store).after(null, "nowhere"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** As Axon Server's store does: it sends when it prepares, and its own commit comes after those of before. */
    @Test
    void events_that_are_sent_when_a_unit_of_work_commits_can_be_found_afterwards() {
        List<String> order = new ArrayList<>();
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(GenericMessage.asMessage("command"));
        work.onPrepareCommit(preparing -> work.onCommit(committing -> order.add("the store commits")));

        new Positions.Found(store).onceAppended(work, () -> order.add("the event is looked for"));
        work.commit();

        assertThat(order).containsExactly("the store commits", "the event is looked for");
    }

    @Test
    void in_the_same_transaction_what_follows_the_append_may_still_prevent_it() {
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(GenericMessage.asMessage("command"));

        Positions.of(store).onceAppended(work, () -> {
            assertThat(work.phase()).isEqualTo(UnitOfWork.Phase.PREPARE_COMMIT);
            throw new IllegalStateException("no");
        });

        assertThatThrownBy(work::commit).hasMessage("no");
        assertThat(work.isRolledBack()).isTrue();
    }

    private String append() {
        DomainEventMessage<String> event =
                new GenericDomainEventMessage<>("User", "user-" + appended, 0, "event " + appended);
        engine.appendEvents(List.of(event));
        appended++;
        return event.getIdentifier();
    }
}
