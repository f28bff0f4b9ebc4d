package io.fluvius.query.gateway;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.problem.Failures;
import io.fluvius.progress.Freshness;
import io.fluvius.progress.ParkedEvents;
import io.fluvius.progress.Projections;
import io.fluvius.query.HistoryReads;
import io.fluvius.query.LiveChanges;
import io.fluvius.query.QueryManager;
import io.fluvius.query.StateManager;
import io.fluvius.query.cursor.Cursors;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.lifecycle.Phase;
import org.axonframework.queryhandling.LoggingQueryInvocationErrorHandler;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryInvocationErrorHandler;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Configures the state manager and the query bus. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
class QueryAutoConfiguration {

    /**
     * Unlike Axon's default bus, this bus starts no transaction for a query. Such a transaction would occupy a connection of
     * the pool for commands without need, because query handlers use their own connections.
     */
    @Bean
    @ConditionalOnMissingBean(QueryBus.class)
    @ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false")
    SimpleQueryBus queryBus(org.axonframework.config.Configuration axon) {
        return SimpleQueryBus.builder()
                .messageMonitor(axon.messageMonitor(QueryBus.class, "queryBus"))
                .errorHandler(axon.getComponent(
                        QueryInvocationErrorHandler.class,
                        () -> LoggingQueryInvocationErrorHandler.builder().build()))
                .queryUpdateEmitter(axon.getComponent(QueryUpdateEmitter.class))
                .spanFactory(axon.getComponent(QueryBusSpanFactory.class))
                .build();
    }

    @Bean
    QueryAuthorization queryAuthorization(AccessPolicy access, CurrentCaller current) {
        return new QueryAuthorization(access, current);
    }

    @Bean
    ConfigurerModule viewQueries(
            ObjectProvider<StateManager> state,
            ObjectProvider<QueryBus> bus,
            DomainRegistry domains,
            QueryAuthorization authorization) {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(
                Phase.LOCAL_MESSAGE_HANDLER_REGISTRATIONS,
                () -> subscribe(bus.getObject(), axon, state, domains, authorization)));
    }

    private static void subscribe(
            QueryBus bus,
            org.axonframework.config.Configuration axon,
            ObjectProvider<StateManager> state,
            DomainRegistry domains,
            QueryAuthorization authorization) {
        ViewQueryNames names = new ViewQueryNames(domains);
        bus.registerDispatchInterceptor(messages -> (index, message) -> names.named(message));
        bus.registerDispatchInterceptor(authorization);
        bus.registerHandlerInterceptor(authorization);
        SubscriptionUpdates updates =
                new SubscriptionUpdates(state.getObject(), axon.getComponent(QueryUpdateEmitter.class));
        new ViewQueryHandlers(domains, state.getObject(), updates).subscribe(bus);
    }

    @Bean
    @ConditionalOnMissingBean
    StateManager stateManager(
            DomainRegistry domains,
            QueryManager queries,
            QueryGateway gateway,
            Cursors cursors,
            LiveChanges live,
            Freshness freshness,
            Projections projections,
            ParkedEvents parked,
            Failures failures,
            AccessPolicy access,
            CurrentCaller caller,
            EventStore events,
            ObjectProvider<HistoryReads> reads,
            ObjectProvider<MeterRegistry> registry) {
        ParkedRows parkedRows = new ParkedRows(
                projections,
                parked,
                (aggregate, tenant) -> !caller.hasTenants()
                        || Tenant.ofFirst(events.readEvents(aggregate.toString(), 0))
                                .filter(tenant::equals)
                                .isPresent());
        return new GatewayStateManager(
                domains,
                queries,
                cursors,
                live,
                new QueryDispatcher(
                        domains,
                        gateway,
                        freshness,
                        parkedRows,
                        failures,
                        caller,
                        new QueryMeters(registry.getIfAvailable(SimpleMeterRegistry::new))),
                new AuthorizedReads(access, reads.getIfAvailable(() -> (resource, aggregate) -> {})));
    }
}
