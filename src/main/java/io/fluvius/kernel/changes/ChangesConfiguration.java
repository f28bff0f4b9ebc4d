package io.fluvius.kernel.changes;

import io.fluvius.kernel.Domains;
import io.fluvius.kernel.Freshness;
import io.fluvius.kernel.LiveChanges;
import io.fluvius.kernel.Projections;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** The feed of changes and its followers. */
@Configuration(proxyBeanMethods = false)
class ChangesConfiguration {

    private static final int MOST_MISSED = 10_000;

    @Bean
    EventViews eventViews(Domains domains) {
        return new EventViews(domains);
    }

    @Bean(destroyMethod = "close")
    ChangeFeed changeFeed(
            EventStore store,
            @Qualifier("signallingEvents") StreamableMessageSource<TrackedEventMessage<?>> events,
            Projections projections,
            Freshness freshness,
            EventViews views) {
        return new ChangeFeed(store, events, projections, freshness, views);
    }

    /** Before the web server waits for its requests to end: those of followers would not. */
    @Bean
    Ending ending(ChangeFeed feed) {
        return new Ending(feed);
    }

    @Bean
    LiveChanges liveChanges(
            ChangeFeed feed,
            EventStore store,
            @Qualifier("signallingEvents") StreamableMessageSource<TrackedEventMessage<?>> events,
            Projections projections,
            EventViews views,
            Freshness freshness,
            QueryGateway gateway,
            ChangesProperties properties) {
        Missed missed = new Missed(store, events, projections, views, MOST_MISSED);
        return new FeedChanges(feed, missed, freshness, gateway, properties);
    }

    /** Ends the feed when the application begins to stop. */
    record Ending(ChangeFeed feed) {
        @EventListener(ContextClosedEvent.class)
        void stopping() {
            feed.close();
        }
    }
}
