package io.fluvius.eventstore;

import io.fluvius.kernel.UniqueValues;
import java.time.Duration;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.jooq.DSLContext;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What belongs to the events, where Axon Server keeps those. Axon has a bean that would have the shorter name. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("axon.axonserver.enabled")
class AxonServerStoreConfiguration {

    /** As Axon's own, but with the application's snapshots. */
    @Bean
    EventStore eventStore(
            AxonServerConfiguration server,
            AxonServerConnectionManager connections,
            org.axonframework.config.Configuration configuration,
            Snapshots snapshots,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        return AxonServerEventStore.builder()
                .configuration(server)
                .platformConnectionManager(connections)
                .eventSerializer(eventSerializer)
                .snapshotSerializer(snapshots.serializer())
                .snapshotFilter(configuration.snapshotFilter())
                .upcasterChain(configuration.upcasterChain())
                .messageMonitor(configuration.messageMonitor(AxonServerEventStore.class, "eventStore"))
                .spanFactory(configuration.getComponent(EventBusSpanFactory.class))
                .build();
    }

    @Bean
    PendingValues pendingValues(DSLContext dsl) {
        return new PendingValues(dsl);
    }

    @Bean
    PendingReceipts pendingReceipts(DSLContext dsl, Problems problems, UniqueValueProperties properties) {
        return new PendingReceipts(dsl, problems, properties.pendingFor());
    }

    /** Events are sent in the first half of the time after which they are looked for; the second is for their way. */
    @Bean
    AxonServerAppends appends(
            PendingValues values,
            PendingReceipts receipts,
            PlatformTransactionManager transactions,
            UniqueValueProperties properties) {
        Duration patience = properties.pendingFor().dividedBy(2);
        return new AxonServerAppends(
                new PendingRows(values, receipts, new TransactionTemplate(transactions)), patience);
    }

    @Bean
    SmartInitializingSingleton hookedAppends(AxonServerAppends appends, EventStore store) {
        return () -> appends.hookInto(store);
    }

    @Bean
    UniqueValues uniqueValues(AxonServerAppends appends) {
        return new AppendedUniqueValues(values -> appends.with(append -> values.accept(append.values())));
    }

    @Bean
    AxonServerOutcomes outcomes(
            EventStore store, AxonServerAppends appends, DSLContext dsl, Problems problems, PendingReceipts pending) {
        return new AxonServerOutcomes(store, appends, new JdbcCommandReceipts(dsl, problems), pending);
    }

    @Bean
    PendingSweep pendingSweep(
            PendingValues values,
            PendingReceipts receipts,
            EventStore store,
            AxonServerOutcomes outcomes,
            UniqueValueProperties properties) {
        return new PendingSweep(values, receipts, new OwnEvents(store), outcomes, properties.pendingFor());
    }
}
