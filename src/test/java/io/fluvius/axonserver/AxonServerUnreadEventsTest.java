package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.processing.SegmentToken;
import io.fluvius.processing.UnreadEvents.Event;
import io.fluvius.processing.UnreadEvents.Pending;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AxonServerUnreadEventsTest {

    private static final Segment[] HALVES = Segment.ROOT_SEGMENT.split();

    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final AxonServerUnreadEvents events = new AxonServerUnreadEvents(store);
    private final UUID own = ownedBy(HALVES[0]);
    private final UUID other = ownedBy(HALVES[1]);

    @AfterEach
    void close() {
        store.shutDown();
    }

    @Test
    void a_segment_that_is_behind_events_of_others_only_has_nothing_to_read() {
        append(own, other, other);

        assertThat(events.upTo(2, List.of(token(0)), null)).isEqualTo(Pending.NOTHING);
    }

    @Test
    void the_latest_event_of_its_own_is_told() {
        append(other, own, own, other, own);

        assertThat(events.upTo(3, List.of(token(-1)), null))
                .isEqualTo(new Pending(false, new Event(2, own.toString())));
    }

    @Test
    void only_the_events_of_the_aggregate_count_that_is_asked_for() {
        append(own, ownedBy(HALVES[0]));

        assertThat(events.upTo(1, List.of(token(0)), own)).isEqualTo(Pending.NOTHING);
        assertThat(events.upTo(1, List.of(token(-1)), own)).isEqualTo(new Pending(false, new Event(0, own.toString())));
    }

    @Test
    void what_the_stream_does_not_reach_may_be_pending() {
        append(other);

        assertThat(events.upTo(1, List.of(token(-1)), null)).isEqualTo(Pending.SOMETHING);
    }

    @Test
    void what_would_take_long_is_not_read() {
        assertThat(events.upTo(500, List.of(token(-1)), null)).isEqualTo(Pending.SOMETHING);
    }

    @Test
    void a_thread_that_is_to_stop_finds_out_nothing() {
        Thread.currentThread().interrupt();

        assertThat(events.upTo(0, List.of(token(-1)), null)).isEqualTo(Pending.SOMETHING);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static SegmentToken token(long index) {
        return new SegmentToken(HALVES[0], index, new TreeSet<>());
    }

    private void append(UUID... aggregates) {
        for (UUID aggregate : aggregates) {
            store.publish(new GenericDomainEventMessage<>("User", aggregate.toString(), 0, "event"));
        }
    }

    private static UUID ownedBy(Segment segment) {
        UUID id = UUID.randomUUID();
        while (!segment.matches(id.toString())) {
            id = UUID.randomUUID();
        }
        return id;
    }
}
