package io.fluvius.live;

import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Failures;
import io.fluvius.progress.Position;
import io.fluvius.progress.Projections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what events did to their rows, by the projection itself: from the row before, if that is still known, else
 * from all the events that led to it. Not safe for use by several threads.
 */
final class TransitionCalculator {

    private static final Logger LOG = LoggerFactory.getLogger(TransitionCalculator.class);

    /** Rows of some hundred bytes each: a few megabytes. */
    private static final int ROWS = 10_000;

    private final EventStore events;
    private final Projections projections;
    private final Failures failures;
    private final Map<UUID, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
            return size() > ROWS;
        }
    };

    TransitionCalculator(EventStore events, Projections projections, Failures failures) {
        this.failures = failures;
        this.events = events;
        this.projections = projections;
    }

    /**
     * What an event did; null when its projection cannot apply it, which parks it and leaves the row as it was. Throws
     * when the events cannot be read.
     *
     * @param index where the event lies
     * @param place the place in the stream after it
     */
    <V extends Record> @Nullable RowTransition<V> of(
            ViewType<V> view, DomainEventMessage<?> event, long index, StreamPosition place) {
        UUID id = UUID.fromString(event.getAggregateIdentifier());
        try {
            InMemoryReadModel<V> rows = before(view, id, event.getSequenceNumber());
            V before = rows.get(id).orElse(null);
            projections.apply(event, rows);
            V after = rows.get(id).orElse(null);
            known.put(id, new Known(event.getSequenceNumber(), after));
            return new RowTransition<>(id, event.getSequenceNumber(), new Position(index), before, after, place);
        } catch (RuntimeException guilty) {
            known.remove(id);
            if (failures.isTransient(guilty)) {
                throw guilty;
            }
            LOG.warn("No follower is told of {} {}, for it cannot be applied", view.resource(), id, guilty);
            return null;
        }
    }

    private <V extends Record> InMemoryReadModel<V> before(ViewType<V> view, UUID id, long sequence) {
        InMemoryReadModel<V> rows = new InMemoryReadModel<>(view);
        Known last = known.get(id);
        if (last != null && last.version() == sequence - 1) {
            if (last.row() != null) {
                rows.put(view.record().cast(last.row()));
            }
            return rows;
        }
        if (sequence > 0) {
            replay(rows, id, sequence);
        }
        return rows;
    }

    private <V extends Record> void replay(InMemoryReadModel<V> rows, UUID id, long until) {
        DomainEventStream history = events.readEvents(id.toString(), 0);
        while (history.hasNext()) {
            DomainEventMessage<?> event = history.next();
            if (event.getSequenceNumber() >= until) {
                return;
            }
            projections.apply(event, rows);
        }
    }

    /** The row after an event; null for none. */
    private record Known(long version, @Nullable Record row) {}
}
