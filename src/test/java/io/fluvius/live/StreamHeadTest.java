package io.fluvius.live;

import static io.fluvius.live.NoteDomain.created;
import static io.fluvius.live.StreamPositionTest.position;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Test;

class StreamHeadTest {

    private final StoreWithGaps store = new StoreWithGaps();

    @Test
    void the_head_of_an_empty_stream_is_before_the_first_event() {
        assertThat(StreamHead.of(store)).isEqualTo(position(-1));
    }

    @Test
    void the_head_is_the_latest_event() {
        append(3);

        assertThat(StreamHead.of(store)).isEqualTo(position(3));
    }

    @Test
    void an_earlier_uncommitted_event_is_a_gap() {
        long first = store.reserve();
        append(2);
        long second = store.reserve();
        append(1);
        store.reserve();

        assertThat(StreamHead.of(store)).isEqualTo(position(5, first, second));

        store.commit(first, created(UUID.randomUUID(), "late"));
        assertThat(StreamHead.of(store)).isEqualTo(position(5, second));
    }

    @Test
    void an_event_far_before_the_head_that_is_still_uncommitted_is_not_a_gap() {
        store.reserve();
        append(501);
        long recent = store.reserve();
        append(1);

        assertThat(StreamHead.of(store)).isEqualTo(position(504, recent));
    }

    @Test
    void a_store_that_assigns_indexes_on_commit_has_no_gaps() {
        InMemoryEventStorageEngine engine = new InMemoryEventStorageEngine();
        engine.appendEvents(created(UUID.randomUUID(), "milk"), created(UUID.randomUUID(), "bread"));
        EmbeddedEventStore other =
                EmbeddedEventStore.builder().storageEngine(engine).build();

        assertThat(StreamHead.of(other)).isEqualTo(StreamPosition.of(engine.createHeadToken()));
        other.shutDown();
    }

    private void append(int events) {
        for (int i = 0; i < events; i++) {
            store.append(created(UUID.randomUUID(), "milk"));
        }
    }
}
