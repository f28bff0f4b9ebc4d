package io.fluvius.eventstore;

import io.fluvius.kernel.DeadLetters;
import io.fluvius.kernel.Domains;
import java.time.Clock;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The event store and what belongs to it, each part a bean of its own: Axon's autoconfiguration runs too early on Spring
 * Boot 4 and would put parts in their place that keep nothing. {@link StartupCheck} makes sure that it does not.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@EnableScheduling
class EventStoreConfiguration {

    EventStoreConfiguration() {
        // the contract's times have milliseconds; so an event says the same before and after it was stored
        GenericEventMessage.clock = Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    ConnectionProvider connectionProvider(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return new DuplicateKeys();
    }

    @Bean
    EventNames eventNames(Domains domains) {
        return new EventNames(domains);
    }

    @Bean
    @Qualifier("eventSerializer") Serializer eventSerializer(EventNames names) {
        return new EventSerializer(names);
    }

    @Bean
    Jackson3SerializerCustomizer storedJson() {
        return StoredJson::customize;
    }

    /**
     * Every stream asks the database itself, for it is told when there is something to ask for. Streams that share what
     * one of them has read learn of it only some time after they were told.
     */
    @Bean
    @ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
    EventStore eventStore(EventStorageEngine engine, Configuration configuration) {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .messageMonitor(configuration.messageMonitor(EventStore.class, "eventStore"))
                .spanFactory(configuration.getComponent(EventBusSpanFactory.class))
                .optimizeEventConsumption(false)
                .build();
    }

    @Bean
    @Qualifier("localSegment") LocalCommandBus commandBus(Configuration configuration, DuplicateCommandHandlerResolver duplicates) {
        return new LocalCommandBus(configuration, duplicates);
    }

    @Bean
    TokenStore tokenStore(ConnectionProvider connections, Serializer serializer, EventStoreProperties properties) {
        JdbcTokenStore.Builder store = JdbcTokenStore.builder()
                .connectionProvider(connections)
                .schema(Schemas.TOKENS)
                .contentType(String.class)
                .serializer(serializer)
                .claimTimeout(properties.claimTimeout());
        return properties.nodeId() == null
                ? store.build()
                : store.nodeId(properties.nodeId()).build();
    }

    @Bean
    OldReceipts oldReceipts(DSLContext dsl, ReceiptProperties properties) {
        return new OldReceipts(dsl, properties.keptFor(), Clock.systemUTC());
    }

    @Bean
    Problems problems() {
        return new Problems();
    }

    @Bean
    DeadLetters deadLetters(
            DSLContext dsl,
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        return new AxonDeadLetters(
                dsl,
                processingGroup -> JdbcSequencedDeadLetterQueue.builder()
                        .processingGroup(processingGroup)
                        .connectionProvider(connections)
                        .transactionManager(transactions)
                        .schema(Schemas.DEAD_LETTERS)
                        .genericSerializer(serializer)
                        .eventSerializer(eventSerializer)
                        .build());
    }

    @Bean
    StartupCheck startupCheck(Configuration configuration, PlatformTransactionManager transactions, DSLContext dsl) {
        return new StartupCheck(configuration, transactions, dsl);
    }
}
