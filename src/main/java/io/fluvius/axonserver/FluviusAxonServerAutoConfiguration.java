package io.fluvius.axonserver;

import ch.qos.logback.classic.turbo.TurboFilter;
import io.fluvius.aggregate.Snapshots;
import io.fluvius.command.CommitCheck;
import io.fluvius.domain.UniqueValues;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.PersonalMessages;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.log.ImportGate;
import io.fluvius.eventstore.receipt.JdbcCommandReceipts;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.receipt.ReceiptProperties;
import io.fluvius.eventstore.search.EventLookup;
import io.fluvius.eventstore.unique.HeldValues;
import io.fluvius.eventstore.unique.TransactionalUniqueValues;
import io.fluvius.eventstore.unique.UniqueValueProperties;
import io.fluvius.problem.FailureClassifier;
import io.fluvius.problem.Failures;
import io.fluvius.processing.UnreadEvents;
import io.fluvius.progress.EventStreams;
import java.time.Duration;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.axonserver.connector.TargetContextResolver;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.axonserver.connector.query.QueryPriorityCalculator;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.QueryInvocationErrorHandler;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.AxonServerAutoConfiguration;
import org.axonframework.springboot.autoconfig.AxonServerBusAutoConfiguration;
import org.jooq.DSLContext;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The event store and what belongs to it when Axon Server stores the events. */
@AutoConfiguration(
        before = {AxonAutoConfiguration.class, AxonServerAutoConfiguration.class, AxonServerBusAutoConfiguration.class})
@EnableConfigurationProperties(UniqueValueProperties.class)
@ConditionalOnBooleanProperty("axon.axonserver.enabled")
class FluviusAxonServerAutoConfiguration {

    /** Axon's own event store with the snapshots of this application. */
    @Bean
    @ConditionalOnMissingBean
    EventStore eventStore(
            AxonServerConfiguration server,
            AxonServerConnectionManager connections,
            org.axonframework.config.Configuration configuration,
            Snapshots snapshots,
            PersonalMessages personal,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        AxonServerEventStore.Builder store = AxonServerEventStore.builder()
                .configuration(server)
                .platformConnectionManager(connections)
                .eventSerializer(eventSerializer)
                .snapshotSerializer(snapshots.serializer())
                .snapshotFilter(configuration.snapshotFilter())
                .upcasterChain(new EventUpcasterChain(
                        StoredEvents.WITHOUT_NO_EVENTS, personal.decryption(), configuration.upcasterChain()))
                .messageMonitor(configuration.messageMonitor(AxonServerEventStore.class, "eventStore"))
                .spanFactory(configuration.getComponent(EventBusSpanFactory.class));
        return ServerEventStore.of(store, personal);
    }

    @Bean
    AxonServerStart axonServerStart(AxonServerConfiguration server, AxonServerImports imports) {
        return new AxonServerStart(server.getServers(), imports::requireComplete);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(TurboFilter.class)
    static class OutagesConfiguration {

        @Bean
        AxonServerOutages axonServerOutages(AxonServerConnectionManager connections, AxonServerConfiguration server) {
            return new AxonServerOutages(() -> connections.isConnected(server.getContext()), System::nanoTime);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    ManagedChannelCustomizer managedChannelCustomizer() {
        DeferredAppends appends = new DeferredAppends();
        return channel -> channel.intercept(appends);
    }

    /** As on the other stores, a query starts no transaction, because its handler uses a connection of its own. */
    @Bean
    @ConditionalOnMissingBean(QueryBus.class)
    AxonServerQueries queryBus(
            AxonServerConfiguration server,
            AxonServerConnectionManager connections,
            org.axonframework.config.Configuration configuration,
            @Qualifier("messageSerializer") Serializer messageSerializer,
            Serializer serializer,
            QueryPriorityCalculator priorities,
            QueryInvocationErrorHandler errorHandler,
            TargetContextResolver<? super QueryMessage<?, ?>> contexts) {
        QueryBusSpanFactory spans = configuration.getComponent(QueryBusSpanFactory.class);
        SimpleQueryBus local = SimpleQueryBus.builder()
                .messageMonitor(configuration.messageMonitor(QueryBus.class, "queryBus"))
                .queryUpdateEmitter(configuration.getComponent(QueryUpdateEmitter.class))
                .errorHandler(errorHandler)
                .spanFactory(spans)
                .build();
        local.registerHandlerInterceptor(new CorrelationDataInterceptor<>(configuration.correlationDataProviders()));
        AxonServerQueryBus.Builder bus = AxonServerQueryBus.builder()
                .axonServerConnectionManager(connections)
                .configuration(server)
                .localSegment(local)
                .updateEmitter(local.queryUpdateEmitter())
                .messageSerializer(messageSerializer)
                .genericSerializer(serializer)
                .priorityCalculator(priorities)
                .targetContextResolver(contexts)
                .spanFactory(spans);
        return new AxonServerQueries(
                server.isShortcutQueriesToLocalHandlers() ? bus.enabledLocalSegmentShortCut() : bus);
    }

    @Bean
    EventStreams eventStreams(EventStore store) {
        return new EventStreams(store);
    }

    @Bean
    ServerEvents serverEvents(AxonServerConfiguration server, AxonServerConnectionManager connections) {
        return new ServerEvents(
                () -> connections.getConnection(server.getContext()).eventChannel());
    }

    @Bean
    StoredEvents storedEvents(@Qualifier("eventSerializer") Serializer eventSerializer, PersonalEvents personal) {
        return new StoredEvents(eventSerializer, personal);
    }

    @Bean
    EventLookup eventLookup(DSLContext dsl, ServerEvents server, ProblemCodec problems, StoredEvents events) {
        return new AxonServerEventLookup(server, events, new JdbcCommandReceipts(dsl, problems));
    }

    @Bean
    EventLog eventLog(DSLContext dsl, ServerEvents server, StoredEvents events) {
        return new AxonServerLog(dsl, server, events);
    }

    @Bean
    AxonServerImports eventDestination(
            DSLContext dsl, ServerEvents server, ReceiptProperties receipts, StoredEvents events) {
        return new AxonServerImports(server, events, new ImportMark(dsl), receipts.keptFor());
    }

    @Bean
    UnreadEvents unreadEvents(EventStore store) {
        return new AxonServerUnreadEvents(store);
    }

    @Bean
    FailureClassifier axonServerFailures() {
        return new AxonServerFailures();
    }

    @Bean
    ValueReservations valueReservations(DSLContext dsl, UniqueValueProperties properties) {
        return new ValueReservations(dsl, properties.reservedFor());
    }

    @Bean
    ReceiptReservations receiptReservations(DSLContext dsl, ProblemCodec problems, UniqueValueProperties properties) {
        return new ReceiptReservations(dsl, problems, properties.reservedFor());
    }

    /** Events are sent in the first half of the time that a reservation lasts; the second half is for the call to the server. */
    @Bean
    AxonServerAppends appends(
            ValueReservations values,
            ReceiptReservations receipts,
            PlatformTransactionManager transactions,
            Failures failures,
            ImportGate gate,
            UniqueValueProperties properties) {
        Duration maxAge = properties.reservedFor().dividedBy(2);
        return new AxonServerAppends(
                new Reservations(values, receipts, new TransactionTemplate(transactions), gate), failures, maxAge);
    }

    @Bean
    SmartInitializingSingleton hookedAppends(AxonServerAppends appends, EventStore store) {
        return () -> appends.hookInto(store);
    }

    @Bean
    @ConditionalOnMissingBean
    UniqueValues uniqueValues(AxonServerAppends appends) {
        return new TransactionalUniqueValues(values -> appends.with(append -> values.accept(append.values())));
    }

    @Bean
    CommitCheck commitCheck(DSLContext dsl, ImportGate gate) {
        HeldValues held = new HeldValues(dsl);
        return () -> gate.pass(() -> held.requireFree(AxonServerAppends.claims()));
    }

    @Bean
    AxonServerReceipts outcomes(
            EventStore store, AxonServerAppends appends, ReceiptReservations reservations, ImportGate gate) {
        return new AxonServerReceipts(store, appends, reservations, gate);
    }

    @Bean
    ReservationSweep reservationSweep(
            ValueReservations values,
            ReceiptReservations receipts,
            EventStore store,
            AxonServerReceipts outcomes,
            PersonalMessages personal) {
        return new ReservationSweep(values, receipts, store, outcomes, personal);
    }
}
