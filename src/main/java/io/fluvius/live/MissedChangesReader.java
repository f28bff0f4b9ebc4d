package io.fluvius.live;

import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Failures;
import io.fluvius.progress.Projections;
import io.fluvius.query.Change;
import io.fluvius.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;

/** Finds in the events what a follower has missed. Safe for use by many threads. */
final class MissedChangesReader {

    private final EventStore store;
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final Projections projections;
    private final Failures failures;
    private final EventViews views;
    private final int most;

    /**
     * @param most who has missed more events than this begins with the state: that is less work for everybody
     */
    MissedChangesReader(
            EventStore store,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            Projections projections,
            Failures failures,
            EventViews views,
            int most) {
        this.store = store;
        this.events = events;
        this.projections = projections;
        this.failures = failures;
        this.views = views;
        this.most = most;
    }

    /**
     * What concerns a query of the events beyond one place that are included in another; empty when they are too many,
     * or when the first place is of another store.
     */
    <V extends Record> Optional<List<Change<V>>> between(Query<V> query, StreamPosition known, StreamPosition now) {
        TrackingToken head = events.createHeadToken();
        long last = StreamPosition.of(head).index();
        if (known.index() > last || last - known.index() > most) {
            return Optional.empty();
        }
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(known.token(head))) {
            return Optional.of(read(stream, query, known, now));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private <V extends Record> List<Change<V>> read(
            BlockingStream<TrackedEventMessage<?>> stream, Query<V> query, StreamPosition known, StreamPosition now)
            throws InterruptedException {
        Subscriber<V> eyes = new Subscriber<>(query.view(), query.filter(), 0);
        TransitionCalculator transitions = new TransitionCalculator(store, projections, failures);
        List<Change<V>> missed = new ArrayList<>();
        List<Long> later = new ArrayList<>();
        StreamPosition before = known;
        while (stream.hasNextAvailable()) {
            TrackedEventMessage<?> event = stream.nextAvailable();
            StreamPosition after = StreamPosition.of(event.trackingToken());
            long index = before.eventBefore(after);
            before = after;
            if (!now.includes(index)) {
                later.add(index);
            } else if (isOf(query.view(), event)) {
                RowTransition<V> transition = transitions.of(query.view(), (DomainEventMessage<?>) event, index, after);
                MatchedChange<V> seen = transition == null ? null : eyes.see(transition);
                if (seen != null) {
                    // the feed tells those
                    missed.add(seen.from(after.without(later)));
                }
            }
        }
        return missed;
    }

    private boolean isOf(ViewType<?> view, TrackedEventMessage<?> event) {
        ViewType<?> changed = views.of(event);
        return changed != null && changed.record() == view.record();
    }
}
