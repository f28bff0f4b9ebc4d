package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Redaction;
import io.fluvius.progress.Projections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calculates the effects of events on rows by applying the projection itself. It starts from the cached rows of the
 * aggregate before the event or, without them, replays the earlier events of the aggregate. Not thread-safe.
 */
final class TransitionCalculator {

    private static final Logger LOG = LoggerFactory.getLogger(TransitionCalculator.class);

    /** Rows have a few hundred bytes each, so the cache takes at most some tens of megabytes. */
    private static final int MAX_CACHED_ROWS = 200_000;

    private final EventStore events;
    private final Projections projections;
    private final Failures failures;

    /** The least recently used aggregates come first. */
    private final Map<RowsOf, CachedRows<?>> cache = new LinkedHashMap<>(16, 0.75f, true);

    private int cachedRows;

    TransitionCalculator(EventStore events, Projections projections, Failures failures) {
        this.events = events;
        this.projections = projections;
        this.failures = failures;
    }

    /**
     * Calculates the effects of an event on the rows of a view. Returns nothing if the projection cannot apply the event: it
     * is a dead letter then, and the rows remain unchanged. Throws on a transient failure, for example if the events cannot
     * be read.
     *
     * @param position the position of the event
     */
    <V extends Record> List<RowTransition<V>> of(ViewType<V> view, DomainEventMessage<?> event, Position position) {
        RowsOf key = new RowsOf(view.record(), UUID.fromString(event.getAggregateIdentifier()));
        long version = event.getSequenceNumber();
        try {
            InMemoryReadModel<V> rows = before(view, key, version);
            Map<UUID, Optional<V>> before = projections.apply(event, rows);
            cache(key, new CachedRows<>(version, rows));
            return before.entrySet().stream()
                    .map(row -> new RowTransition<>(
                            key.aggregate(),
                            row.getKey(),
                            version,
                            row.getValue().orElse(null),
                            rows.get(row.getKey()).orElse(null),
                            position,
                            position))
                    .toList();
        } catch (RuntimeException failure) {
            if (failures.isTransient(failure)) {
                throw failure;
            }
            LOG.warn(
                    "Cannot apply an event of {} {}; subscribers are not notified",
                    view.resource(),
                    key.aggregate(),
                    Redaction.redact(failure));
            return List.of();
        }
    }

    /** Returns the rows of an aggregate before an event, and removes them from the cache, because the event changes them. */
    private <V extends Record> InMemoryReadModel<V> before(ViewType<V> view, RowsOf key, long version) {
        CachedRows<V> cached = removeCached(key);
        if (cached != null && cached.version() == version - 1) {
            return cached.rows();
        }
        InMemoryReadModel<V> rows = new InMemoryReadModel<>(view);
        if (version > 0) {
            events.readEvents(key.aggregate().toString(), 0)
                    .asStream()
                    .takeWhile(event -> event.getSequenceNumber() < version)
                    .forEach(event -> projections.apply(event, rows));
        }
        return rows;
    }

    @SuppressWarnings("unchecked") // the key contains the view
    private <V extends Record> @Nullable CachedRows<V> removeCached(RowsOf key) {
        CachedRows<V> removed = (CachedRows<V>) cache.remove(key);
        cachedRows -= removed == null ? 0 : removed.weight();
        return removed;
    }

    private void cache(RowsOf key, CachedRows<?> rows) {
        cache.put(key, rows);
        cachedRows += rows.weight();
        while (cachedRows > MAX_CACHED_ROWS) {
            removeCached(cache.keySet().iterator().next());
        }
    }

    /** The rows of a view that belong to an aggregate. */
    private record RowsOf(Class<?> view, UUID aggregate) {}

    /** The rows after the event with a sequence number. */
    private record CachedRows<V extends Record>(long version, InMemoryReadModel<V> rows) {

        /** Counts an aggregate without rows, too. */
        int weight() {
            return 1 + rows.size();
        }
    }
}
