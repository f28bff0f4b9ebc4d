package io.fluvius.eventstore;

import io.fluvius.eventstore.append.GroupCommitEventStorageEngine;
import io.fluvius.eventstore.event.EventSerializer;
import io.fluvius.problem.RequiredPart;
import io.fluvius.problem.StartupRefusedException;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Refuses to start when a part of the event store is a silent fallback that stores nothing, or stores it in an unreadable
 * form.
 */
final class EventStoreCheck implements SmartInitializingSingleton {

    private final Configuration configuration;
    private final PlatformTransactionManager transactions;

    EventStoreCheck(Configuration configuration, PlatformTransactionManager transactions) {
        this.configuration = configuration;
        this.transactions = transactions;
    }

    /**
     * Verifies each part.
     *
     * @throws StartupRefusedException if a part is of another class
     */
    @Override
    public void afterSingletonsInstantiated() {
        EventStore store = configuration.eventStore();
        if (!(store instanceof AxonServerEventStore)) {
            RequiredPart.verify("event store", EmbeddedEventStore.class, store);
            RequiredPart.verify(
                    "event storage engine",
                    GroupCommitEventStorageEngine.class,
                    configuration.getComponent(EventStorageEngine.class));
        }
        RequiredPart.verify("event serializer", EventSerializer.class, configuration.eventSerializer());
        RequiredPart.verify("message serializer", Jackson3Serializer.class, configuration.messageSerializer());
        RequiredPart.verify(
                "general serializer", Jackson3Serializer.class, configuration.getComponent(Serializer.class));
        RequiredPart.verify(
                "transaction manager",
                SpringTransactionManager.class,
                configuration.getComponent(TransactionManager.class));
        RequiredPart.verify("platform transaction manager", DataSourceTransactionManager.class, transactions);
    }
}
