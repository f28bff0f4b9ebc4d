package io.fluvius.live;

import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Failures;
import io.fluvius.progress.Position;
import io.fluvius.progress.Projections;
import io.fluvius.query.Change;
import io.fluvius.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;

/** Reads from the events the changes that a subscriber has missed while disconnected. Safe for use by many threads. */
final class MissedChangesReader {

    /** Far longer than a store takes to deliver an event that exists. */
    private static final int MAX_WAIT_SECONDS = 2;

    private final EventStore store;
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final Projections projections;
    private final Failures failures;
    private final EventViews views;
    private final int maxEvents;

    /**
     * @param maxEvents the most events to read for one subscriber; beyond this, a snapshot costs less
     */
    MissedChangesReader(
            EventStore store,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            Projections projections,
            Failures failures,
            EventViews views,
            int maxEvents) {
        this.store = store;
        this.events = events;
        this.projections = projections;
        this.failures = failures;
        this.views = views;
        this.maxEvents = maxEvents;
    }

    /**
     * Returns the changes that concern a query, of the events that the feed's start includes and the resume position
     * does not. Empty if there are too many events, if they cannot be read in time, or if the resume position is beyond the
     * last event and so belongs to another store.
     */
    <V extends Record> Optional<List<Change<V>>> between(Query<V> query, Position resumeAt, Position feedStart) {
        Position last = Position.of(events.createHeadToken());
        if (!last.includes(resumeAt) || last.index() - resumeAt.index() > maxEvents) {
            return Optional.empty();
        }
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(resumeAt.token())) {
            return read(stream, query, resumeAt, feedStart);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private <V extends Record> Optional<List<Change<V>>> read(
            BlockingStream<TrackedEventMessage<?>> stream, Query<V> query, Position resumeAt, Position feedStart)
            throws InterruptedException {
        TransitionCalculator transitions = new TransitionCalculator(store, projections, failures);
        List<Change<V>> missed = new ArrayList<>();
        Position reached = resumeAt;
        while (!reached.includes(feedStart)) {
            // a stream may be filled by another thread, so an empty one need not be at its end
            if (!stream.hasNextAvailable(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
            TrackedEventMessage<?> event = stream.nextAvailable();
            reached = Position.of(event.trackingToken());
            if (feedStart.includes(reached) && changes(query.view(), event)) {
                RowTransition<V> transition = transitions.of(query.view(), (DomainEventMessage<?>) event, reached);
                RowTransition<V> change =
                        transition == null ? null : transition.matchedBy(query.view(), query.filter());
                if (change != null) {
                    missed.add(change.toChange(reached));
                }
            }
        }
        return Optional.of(missed);
    }

    private boolean changes(ViewType<?> view, TrackedEventMessage<?> event) {
        ViewType<?> changed = views.of(event);
        return changed != null && changed.record() == view.record();
    }
}
