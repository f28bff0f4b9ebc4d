package io.fluvius.live;

import static io.fluvius.live.NoteDomain.written;
import static io.fluvius.live.StreamPositionTest.place;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Test;

class StreamHeadTest {

    private final StoreWithGaps store = new StoreWithGaps();

    @Test
    void an_empty_stream_ends_before_its_first_event() {
        assertThat(StreamHead.of(store)).isEqualTo(place(-1));
    }

    @Test
    void it_lies_behind_the_latest_event() {
        append(3);

        assertThat(StreamHead.of(store)).isEqualTo(place(3));
    }

    @Test
    void what_is_not_committed_yet_is_a_gap_before_it() {
        long first = store.reserve();
        append(2);
        long second = store.reserve();
        append(1);
        store.reserve();

        assertThat(StreamHead.of(store)).isEqualTo(place(5, first, second));

        store.commit(first, written(UUID.randomUUID(), "late"));
        assertThat(StreamHead.of(store)).isEqualTo(place(5, second));
    }

    @Test
    void what_was_not_committed_long_ago_never_will_be() {
        store.reserve();
        append(501);
        long young = store.reserve();
        append(1);

        assertThat(StreamHead.of(store)).isEqualTo(place(504, young));
    }

    @Test
    void a_store_that_numbers_when_it_commits_has_no_gaps() {
        InMemoryEventStorageEngine engine = new InMemoryEventStorageEngine();
        engine.appendEvents(written(UUID.randomUUID(), "milk"), written(UUID.randomUUID(), "bread"));
        EmbeddedEventStore other =
                EmbeddedEventStore.builder().storageEngine(engine).build();

        assertThat(StreamHead.of(other)).isEqualTo(StreamPosition.of(engine.createHeadToken()));
        other.shutDown();
    }

    private void append(int events) {
        for (int i = 0; i < events; i++) {
            store.append(written(UUID.randomUUID(), "milk"));
        }
    }
}
