package io.fluvius.processing;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.progress.EventStreams;
import io.fluvius.progress.Progress;
import io.fluvius.progress.Signal;
import io.fluvius.projection.EventApplier;
import io.fluvius.projection.SecondTables;
import io.fluvius.projection.ViewGenerations;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.Registration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/** Event processors, their tokens, and the signals between nodes. */
@AutoConfiguration(before = JdbcAutoConfiguration.class)
@EnableConfigurationProperties(NodeProperties.class)
class ProcessingAutoConfiguration {

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

    /** Streams that call their reader back when there may be more events. Those of Axon Server do so by themselves. */
    @Bean
    @ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
    EventStreams eventStreams(
            EventStore store, @Qualifier("appended") Signal appended, @Qualifier("forgotten") Signal forgotten) {
        return new EventStreams(new SharedEventSource(store, appended, forgotten));
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
    UnreadEvents unreadEvents(ReadOnlyDatabase database) {
        return new UnreadEvents.Stored(database);
    }

    /**
     * Lets processors end their batches before the database is closed. A batch of an automation that waits for state at each
     * event takes longer than the five seconds that Axon allows.
     */
    @Bean
    ConfigurerModule timeToEndBatches() {
        return configurer -> configurer.configureLifecyclePhaseTimeout(15, TimeUnit.SECONDS);
    }

    @Bean
    ConfigurerModule streamingProcessors(NodeProperties properties) {
        return configurer -> configurer
                .eventProcessing()
                .registerEventProcessorFactory((name, configuration, handlers) -> handlers.supportsReset()
                        ? BacklogProcessors.processor(name, configuration, handlers, properties)
                        : BacklogProcessors.processorFromHead(name, configuration, handlers, properties));
    }

    @Bean
    TokenReader tokenReader(ReadOnlyDatabase database, Serializer serializer) {
        return new TokenReader(database, serializer);
    }

    @Bean
    TokenCheck tokenCheck(Configuration configuration, TokenReader tokens, ReadOnlyDatabase database) {
        return new TokenCheck(configuration, tokens, database);
    }

    @Bean
    Progress progress(
            ObjectProvider<EventProcessingConfiguration> processing, TokenReader tokens, UnreadEvents unread) {
        return new TokenProgress(group -> localTokens(processing.getObject(), group), tokens, unread);
    }

    @Bean
    @ConditionalOnMissingBean
    TokenStore tokenStore(
            ConnectionProvider connections,
            Serializer serializer,
            NodeProperties properties,
            ObjectProvider<ViewGenerations> generations) {
        return new GenerationalTokenStore(
                JdbcTokenStore.builder()
                        .connectionProvider(connections)
                        .schema(ProcessingTables.TOKEN_SCHEMA)
                        .contentType(String.class)
                        .serializer(serializer)
                        .claimTimeout(properties.claimTimeout())
                        .nodeId(properties.nodeId()),
                generations::getObject);
    }

    @Bean
    ProcessorSurvey processorSurvey(
            ObjectProvider<EventProcessingConfiguration> processing,
            EventStreams streams,
            UnreadEvents unread,
            ReadOnlyDatabase database,
            Serializer serializer,
            NodeProperties properties) {
        return new ProcessorSurvey(
                () -> processing.getObject().eventProcessors(), streams, unread, database, serializer, properties);
    }

    @Bean
    ProcessorKinds processorKinds(
            ObjectProvider<EventProcessingConfiguration> processing, EventApplier views, ListableBeanFactory beans) {
        return new ProcessorKinds(processing::getObject, views, beans);
    }

    @Bean
    GroupReplays groupReplays(
            EventStreams events,
            TokenStore tokens,
            TokenReader stored,
            Serializer serializer,
            TransactionManager transactions,
            SecondTables tables,
            NodeProperties properties,
            DataSource database,
            DSLContext dsl) {
        return new GroupReplays(events, tokens, stored, serializer, transactions, tables, properties, database, dsl);
    }

    @Bean
    StoppedProcessors stoppedProcessors(DSLContext dsl) {
        return new StoppedProcessors(dsl);
    }

    @Bean
    FairShares fairShares(
            ObjectProvider<EventProcessingConfiguration> processing,
            ObjectProvider<ViewGenerations> generations,
            DSLContext dsl,
            NodeProperties properties) {
        return new FairShares(
                () -> processing.getObject().eventProcessors().values(),
                processor -> generations.getObject().isCurrent(processor),
                dsl,
                properties);
    }

    @Bean
    OutageRecovery outageRecovery(
            ObjectProvider<EventProcessingConfiguration> processing, DSLContext dsl, EventStreams streams) {
        return new OutageRecovery(() -> processing.getObject().eventProcessors().values(), dsl, streams.source());
    }

    @Bean
    ProcessorPauses processorPauses(
            ObjectProvider<EventProcessingConfiguration> processing,
            @Qualifier("appended") Signal appended,
            NodeProperties properties) {
        return new ProcessorPauses(
                () -> processing.getObject().eventProcessors().values(), appended, properties.claimTimeout());
    }

    private static List<SegmentToken> localTokens(EventProcessingConfiguration processing, String processingGroup) {
        return processing.eventProcessor(processingGroup, StreamingEventProcessor.class).stream()
                .flatMap(processor -> processor.processingStatus().values().stream())
                .map(status -> SegmentToken.of(status.getSegment(), status.getTrackingToken()))
                .toList();
    }

    @Bean
    @ConditionalOnBooleanProperty("fluvius.node.shared")
    PostgresSignalRelay postgresSignalRelay(JdbcConnectionDetails database, Map<String, Signal> signals) {
        return new PostgresSignalRelay(
                PostgresSignalRelay.database(database.getJdbcUrl(), database.getUsername(), database.getPassword()),
                signals,
                UUID.randomUUID().toString());
    }
}
