package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Failures;
import io.fluvius.progress.Projections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calculates the effects of events on their rows by applying the projection itself. It starts from the cached row before
 * the event or, without one, replays the earlier events of the aggregate. Not thread-safe.
 */
final class TransitionCalculator {

    private static final Logger LOG = LoggerFactory.getLogger(TransitionCalculator.class);

    /** Rows have a few hundred bytes each, so the cache takes a few megabytes. */
    private static final int CACHED_ROWS = 10_000;

    private final EventStore events;
    private final Projections projections;
    private final Failures failures;
    private final Map<UUID, CachedRow> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, CachedRow> eldest) {
            return size() > CACHED_ROWS;
        }
    };

    TransitionCalculator(EventStore events, Projections projections, Failures failures) {
        this.events = events;
        this.projections = projections;
        this.failures = failures;
    }

    /**
     * Calculates the effect of an event. Returns null if the projection cannot apply the event: it is a dead letter then,
     * and the row remains unchanged. Throws on a transient failure, for example if the events cannot be read.
     *
     * @param position the position of the event
     */
    <V extends Record> @Nullable RowTransition<V> of(ViewType<V> view, DomainEventMessage<?> event, Position position) {
        UUID id = UUID.fromString(event.getAggregateIdentifier());
        try {
            InMemoryReadModel<V> rows = before(view, id, event.getSequenceNumber());
            V before = rows.get(id).orElse(null);
            projections.apply(event, rows);
            V after = rows.get(id).orElse(null);
            cache.put(id, new CachedRow(event.getSequenceNumber(), after));
            return new RowTransition<>(id, event.getSequenceNumber(), before, after, position);
        } catch (RuntimeException failure) {
            cache.remove(id);
            if (failures.isTransient(failure)) {
                throw failure;
            }
            LOG.warn("Cannot apply an event of {} {}; subscribers are not notified", view.resource(), id, failure);
            return null;
        }
    }

    private <V extends Record> InMemoryReadModel<V> before(ViewType<V> view, UUID id, long sequence) {
        InMemoryReadModel<V> rows = new InMemoryReadModel<>(view);
        CachedRow cached = cache.get(id);
        if (cached != null && cached.version() == sequence - 1) {
            if (cached.row() != null) {
                rows.put(view.record().cast(cached.row()));
            }
        } else if (sequence > 0) {
            events.readEvents(id.toString(), 0)
                    .asStream()
                    .takeWhile(event -> event.getSequenceNumber() < sequence)
                    .forEach(event -> projections.apply(event, rows));
        }
        return rows;
    }

    /** The row after the event with a sequence number; null if it does not exist. */
    private record CachedRow(long version, @Nullable Record row) {}
}
