package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.processing.SegmentToken;
import io.fluvius.processing.UnreadEvents.Event;
import io.fluvius.processing.UnreadEvents.Unread;
import java.util.List;
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
            // a stream reads by itself, and waits for no other thread
            .optimizeEventConsumption(false)
            .build();
    private final AxonServerUnreadEvents events = new AxonServerUnreadEvents(store);
    private final UUID own = ownedBy(HALVES[0]);
    private final UUID other = ownedBy(HALVES[1]);

    @AfterEach
    void close() {
        store.shutDown();
    }

    @Test
    void a_segment_has_no_unread_events_when_those_it_is_behind_belong_to_other_segments() {
        append(own, other, other);

        assertThat(events.upTo(2, List.of(token(0)), null)).isEqualTo(Unread.NONE);
    }

    @Test
    void the_latest_unread_event_of_the_segment_is_returned() {
        append(other, own, own, other, own);

        assertThat(events.upTo(3, List.of(token(-1)), null)).isEqualTo(Unread.of(new Event(2, own.toString())));
    }

    @Test
    void only_events_of_the_given_aggregate_count() {
        append(own, ownedBy(HALVES[0]));

        assertThat(events.upTo(1, List.of(token(0)), own)).isEqualTo(Unread.NONE);
        assertThat(events.upTo(1, List.of(token(-1)), own)).isEqualTo(Unread.of(new Event(0, own.toString())));
    }

    @Test
    void the_result_is_unknown_when_the_stream_ends_before_the_position() {
        append(other);

        assertThat(events.upTo(1, List.of(token(-1)), null)).isEqualTo(Unread.UNKNOWN);
    }

    @Test
    void the_result_is_unknown_when_too_many_events_would_be_read() {
        assertThat(events.upTo(500, List.of(token(-1)), null)).isEqualTo(Unread.UNKNOWN);
    }

    @Test
    void the_result_is_unknown_when_the_thread_is_interrupted() {
        Thread.currentThread().interrupt();

        assertThat(events.upTo(0, List.of(token(-1)), null)).isEqualTo(Unread.UNKNOWN);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static SegmentToken token(long index) {
        return new SegmentToken(HALVES[0], index);
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
