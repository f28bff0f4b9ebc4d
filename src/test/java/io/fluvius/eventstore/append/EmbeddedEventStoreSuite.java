package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStoreTest;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.parallel.Isolated;

/** Axon's suite for event stores, with the engine of the application. */
@Isolated("Axon's tests allow 100 ms for a thread to start and to read an event")
abstract class EmbeddedEventStoreSuite extends EmbeddedEventStoreTest {

    abstract StoreUnderTest store();

    @Override
    public EventStorageEngine createStorageEngine() {
        store().clear();
        EventStorageEngine engine = store().engine(UnaryOperator.identity());
        readOnce(engine);
        return engine;
    }

    /** The first read connects and loads classes, for which the 100 ms of Axon's tests may not suffice. */
    private static void readOnce(EventStorageEngine engine) {
        try (Stream<? extends TrackedEventMessage<?>> events = engine.readEvents(null, true)) {
            assertThat(events).isEmpty();
        }
    }
}
