package io.fluvius.live;

import io.fluvius.domain.ErasesPersonalData;
import io.fluvius.domain.Position;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Failures;
import io.fluvius.progress.Projections;
import io.fluvius.query.Change;
import io.fluvius.query.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;

/** The events of all domains, and the changes of rows that they cause. Safe for use by many threads. */
final class LiveEvents {

    /** Far longer than a store takes to deliver an event that exists. */
    private static final int MAX_WAIT_SECONDS = 2;

    private final EventStore store;
    private final StreamableMessageSource<TrackedEventMessage<?>> streams;
    private final Projections projections;
    private final Failures failures;
    private final Map<Class<?>, List<ViewType<?>>> views = new HashMap<>();
    private final int maxMissed;

    /**
     * @param maxMissed the most missed events to read for one subscriber; beyond this, a snapshot costs less
     */
    LiveEvents(
            EventStore store,
            StreamableMessageSource<TrackedEventMessage<?>> streams,
            Projections projections,
            Failures failures,
            DomainRegistry domains,
            int maxMissed) {
        this.store = store;
        this.streams = streams;
        this.projections = projections;
        this.failures = failures;
        this.maxMissed = maxMissed;
        for (RegisteredDomain domain : domains.all()) {
            List<ViewType<?>> types = domain.views().stream()
                    .<ViewType<?>>map(RegisteredView::type)
                    .toList();
            domain.events().forEach(event -> views.put(event, types));
        }
    }

    /** Returns the position of the last event. */
    Position head() {
        return Position.of(streams.createHeadToken());
    }

    /** Opens a stream of the events after a position. */
    BlockingStream<TrackedEventMessage<?>> openStream(Position after) {
        return streams.openStream(after.token());
    }

    /** Returns a new calculator, for use by one thread. */
    TransitionCalculator transitions() {
        return new TransitionCalculator(store, projections, failures);
    }

    /** Returns the views that an event can change: those of its domain. */
    List<ViewType<?>> viewsOf(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?>
                ? views.getOrDefault(event.getPayloadType(), List.of())
                : List.of();
    }

    /** Whether an event has erased values of its row, so that the row before it can no longer be computed. */
    boolean erases(EventMessage<?> event) {
        return event.getPayloadType().isAnnotationPresent(ErasesPersonalData.class);
    }

    private boolean isAbout(EventMessage<?> event, ViewType<?> view) {
        return viewsOf(event).stream().anyMatch(it -> it.record() == view.record());
    }

    /**
     * Returns the changes that concern a query and that a subscriber has missed while disconnected: those of the events that
     * the feed's start includes and the resume position does not. Empty if there are too many events, if they cannot be read
     * in time, if a person was forgotten meanwhile, or if the resume position is beyond the last event and so belongs to another
     * store.
     */
    <V extends Record> Optional<List<Change<V>>> missedChanges(Query<V> query, Position resumeAt, Position feedStart) {
        Position last = head();
        if (!last.includes(resumeAt) || last.index() - resumeAt.index() > maxMissed) {
            return Optional.empty();
        }
        try (BlockingStream<TrackedEventMessage<?>> stream = openStream(resumeAt)) {
            return read(stream, query, resumeAt, feedStart);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private <V extends Record> Optional<List<Change<V>>> read(
            BlockingStream<TrackedEventMessage<?>> stream, Query<V> query, Position resumeAt, Position feedStart)
            throws InterruptedException {
        TransitionCalculator transitions = transitions();
        List<Change<V>> missed = new ArrayList<>();
        Position reached = resumeAt;
        while (!reached.includes(feedStart)) {
            // a stream may be filled by another thread, so an empty one need not be at its end
            if (!stream.hasNextAvailable(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
            TrackedEventMessage<?> event = stream.nextAvailable();
            reached = Position.of(event.trackingToken());
            if (feedStart.includes(reached)
                    && isAbout(event, query.view())
                    && Tenant.of(event.getMetaData()).equals(query.tenant())) {
                if (erases(event)) {
                    return Optional.empty();
                }
                RowTransition.matched(
                                transitions.of(query.view(), (DomainEventMessage<?>) event, reached),
                                query.view(),
                                query.filter())
                        .forEach(change -> missed.add(change.toChange(change.resumeAt())));
            }
        }
        return Optional.of(missed);
    }
}
