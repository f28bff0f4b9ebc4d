package io.fluvius.kernel.query;

import io.fluvius.kernel.Domains;
import io.fluvius.kernel.Freshness;
import io.fluvius.kernel.LiveChanges;
import io.fluvius.kernel.Progress;
import io.fluvius.kernel.Projections;
import io.fluvius.kernel.QueryManager;
import io.fluvius.kernel.Signal;
import io.fluvius.kernel.StateManager;
import java.nio.file.Path;
import org.axonframework.queryhandling.LoggingQueryInvocationErrorHandler;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryInvocationErrorHandler;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The read side's way from a caller to the query gateway. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    @Bean
    Cursors cursors(CursorProperties properties, @Value("${fluvius.data-dir}") String dataFolder) {
        return new Cursors(CursorKey.of(properties.cursorKey(), Path.of(dataFolder)));
    }

    /**
     * Unlike the bus that Axon would make, it opens no transaction around a query: that would take a connection from the
     * commands, for nothing, since whoever answers reads through connections of its own.
     */
    @Bean
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
    QueryManager queryManager(Domains domains, Cursors cursors) {
        return new DomainQueryManager(domains, cursors);
    }

    @Bean
    StateManager stateManager(
            Domains domains,
            QueryManager queries,
            QueryGateway gateway,
            Cursors cursors,
            LiveChanges live,
            Freshness freshness) {
        Views views = new Views(domains);
        return new GatewayStateManager(
                views,
                queries,
                new Pages(cursors),
                new Histories(cursors),
                live,
                new Questions(views, gateway, freshness));
    }

    @Bean
    Freshness freshness(Projections projections, Progress progress, @Qualifier("projected") Signal projected) {
        return new Freshness(projections, progress, projected);
    }
}
