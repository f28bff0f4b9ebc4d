package io.fluvius.aggregate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fluvius.domain.Tenant;
import java.util.Optional;
import org.axonframework.eventsourcing.SnapshotTrigger;

/**
 * The state of aggregates between commands. Taking an aggregate removes it from the cache, so one unit of work has it for
 * itself. The unit of work puts it back when all of its events are durable, or not at all. When the cache is full, rarely
 * used aggregates are evicted. Safe for use by many threads.
 */
final class AggregateCache {

    private final Cache<Key, CachedAggregate<?>> aggregates;

    /** @param maxSize the maximum number of aggregates in the cache; 0 disables it */
    AggregateCache(int maxSize) {
        this.aggregates = Caffeine.newBuilder()
                .maximumSize(maxSize)
                .executor(Runnable::run)
                .build();
    }

    /** Removes and returns an aggregate. */
    @SuppressWarnings("unchecked") // stored under its type
    <T> Optional<CachedAggregate<T>> take(Class<? extends T> type, String id) {
        return Optional.ofNullable((CachedAggregate<T>) aggregates.asMap().remove(new Key(type, id)));
    }

    <T> void put(Class<? extends T> type, String id, CachedAggregate<T> aggregate) {
        aggregates.put(new Key(type, id), aggregate);
    }

    /** Evicts all aggregates. */
    void clear() {
        aggregates.invalidateAll();
    }

    private record Key(Class<?> type, String id) {}

    /**
     * An aggregate in the cache.
     *
     * @param state the aggregate root
     * @param tenant the tenant to which the aggregate belongs
     * @param version the sequence number of the last event that the state includes
     * @param trigger the snapshot trigger that has counted the aggregate's events
     */
    record CachedAggregate<T>(T state, Tenant tenant, long version, SnapshotTrigger trigger) {}
}
