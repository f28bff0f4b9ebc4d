package io.fluvius.eventstore.append;

import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStoreTest;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** What AxonIQ expects of an event store, with the application's engine in it. */
abstract class EmbeddedEventStoreSuite extends EmbeddedEventStoreTest {

    abstract StoreUnderTest store();

    @Override
    public EventStorageEngine createStorageEngine() {
        store().empty();
        return store().engine(UnaryOperator.identity());
    }
}
