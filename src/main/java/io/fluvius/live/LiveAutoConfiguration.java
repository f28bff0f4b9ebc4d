package io.fluvius.live;

import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.problem.Failures;
import io.fluvius.progress.EventStreams;
import io.fluvius.progress.Freshness;
import io.fluvius.progress.Projections;
import io.fluvius.query.LiveChanges;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The change feed of this node and its subscriptions. */
@AutoConfiguration
@EnableConfigurationProperties(LiveProperties.class)
class LiveAutoConfiguration {

    private static final int MAX_MISSED_CHANGES = 10_000;

    @Bean
    LiveEvents liveEvents(
            EventStore store,
            EventStreams streams,
            Projections projections,
            Failures failures,
            DomainRegistry domains) {
        return new LiveEvents(store, streams.source(), projections, failures, domains, MAX_MISSED_CHANGES);
    }

    @Bean(destroyMethod = "close")
    ChangeFeed changeFeed(LiveEvents events, Freshness freshness) {
        return new ChangeFeed(events, freshness);
    }

    @Bean
    MeterBinder changeMeters(ChangeFeed feed) {
        return registry -> {
            Gauge.builder("fluvius.changes.subscribers", feed, ChangeFeed::subscriberCount)
                    .description("The subscribers of live changes on this node")
                    .register(registry);
            FunctionCounter.builder("fluvius.changes.dropped", feed, ChangeFeed::droppedCount)
                    .description("The changes that slow subscribers did not receive; they received the state again")
                    .register(registry);
        };
    }

    @Bean
    @ConditionalOnMissingBean
    LiveChanges liveChanges(
            ChangeFeed feed,
            LiveEvents events,
            Freshness freshness,
            QueryGateway gateway,
            Failures failures,
            LiveProperties properties,
            CurrentCaller caller) {
        return new ChangeFeedSubscriptions(feed, events, freshness, gateway, failures, properties, caller);
    }
}
