package io.fluvius.eventstore.append;

import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStoreTest;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** Axon's suite for event stores, with the engine of the application. */
abstract class EmbeddedEventStoreSuite extends EmbeddedEventStoreTest {

    abstract StoreUnderTest store();

    @Override
    public EventStorageEngine createStorageEngine() {
        store().clear();
        return store().engine(UnaryOperator.identity());
    }
}
