package io.fluvius.live;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.problem.Failures;
import io.fluvius.progress.EventStreams;
import io.fluvius.progress.Freshness;
import io.fluvius.progress.Projections;
import io.fluvius.query.LiveChanges;
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
    EventViews eventViews(DomainRegistry domains) {
        return new EventViews(domains);
    }

    @Bean(destroyMethod = "close")
    ChangeFeed changeFeed(
            EventStore store,
            EventStreams events,
            Projections projections,
            Failures failures,
            Freshness freshness,
            EventViews views) {
        return new ChangeFeed(store, events.source(), projections, failures, freshness, views);
    }

    @Bean
    @ConditionalOnMissingBean
    LiveChanges liveChanges(
            ChangeFeed feed,
            EventStore store,
            EventStreams events,
            Projections projections,
            Failures failures,
            EventViews views,
            Freshness freshness,
            QueryGateway gateway,
            LiveProperties properties) {
        MissedChangesReader missed =
                new MissedChangesReader(store, events.source(), projections, failures, views, MAX_MISSED_CHANGES);
        return new ChangeFeedSubscriptions(feed, missed, freshness, gateway, failures, properties);
    }
}
