package io.fluvius.eventstore;

import io.fluvius.kernel.Progress;
import io.fluvius.kernel.ReadOnlyTransactions;
import io.fluvius.kernel.Signal;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.common.Registration;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/** How events reach the processors without delay, and how far they have got. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class ProgressConfiguration {

    /** Raised when events were appended and are durable. */
    @Bean
    Signal appended() {
        return new Signal();
    }

    @Bean
    Registration raisedAfterCommit(EventStore events, @Qualifier("appended") Signal appended) {
        return events.subscribe(appending -> {
            if (CurrentUnitOfWork.isStarted()) {
                CurrentUnitOfWork.get().root().afterCommit(committed -> appended.raise());
            } else {
                appended.raise();
            }
        });
    }

    /** The events in streams that call back when there may be more; those of Axon Server do so by themselves. */
    @Bean
    StreamableMessageSource<TrackedEventMessage<?>> signallingEvents(
            EventStore store, @Qualifier("appended") Signal appended) {
        return isAxonServer(store) ? new StreamsOnly(store) : new SignallingEventSource(store, appended);
    }

    @Bean
    ConfigurerModule streamingProcessors(
            EventStoreProperties properties,
            @Qualifier("signallingEvents") ObjectProvider<StreamableMessageSource<TrackedEventMessage<?>>> events,
            ObjectProvider<StoredTokens> tokens) {
        return configurer -> configurer
                .eventProcessing()
                .registerEventProcessorFactory((name, configuration, handlers) -> BacklogProcessors.processor(
                        name, configuration, handlers, events.getObject(), tokens.getObject(), properties));
    }

    @Bean
    StoredTokens storedTokens(ReadOnlyTransactions database, Serializer serializer) {
        return new StoredTokens(database, serializer);
    }

    @Bean
    Progress progress(
            ObjectProvider<Configuration> configuration,
            EventStore store,
            ReadOnlyTransactions database,
            StoredTokens tokens) {
        return new TokenProgress(
                group -> here(configuration.getObject(), group),
                tokens,
                isAxonServer(store) ? new StreamedEvents(store) : PendingEvents.in(database));
    }

    @Bean
    OutageWatch outageWatch(ObjectProvider<Configuration> configuration, DSLContext dsl) {
        return new OutageWatch(
                () -> configuration
                        .getObject()
                        .eventProcessingConfiguration()
                        .eventProcessors()
                        .values(),
                dsl);
    }

    private static List<SegmentToken> here(Configuration configuration, String processingGroup) {
        return configuration
                .eventProcessingConfiguration()
                .eventProcessor(processingGroup, StreamingEventProcessor.class)
                .map(processor -> processor.processingStatus().values())
                .orElse(List.of())
                .stream()
                .map(status -> SegmentToken.of(status.getSegment(), status.getTrackingToken()))
                .toList();
    }

    @Bean
    @ConditionalOnBooleanProperty("fluvius.node.shared")
    PostgresRelay postgresRelay(JdbcConnectionDetails database, Map<String, Signal> signals) {
        return new PostgresRelay(
                () -> DriverManager.getConnection(
                        database.getJdbcUrl(), database.getUsername(), database.getPassword()),
                signals,
                UUID.randomUUID().toString());
    }

    private static boolean isAxonServer(EventStore store) {
        return store instanceof AxonServerEventStore;
    }
}
