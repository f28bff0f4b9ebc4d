package io.fluvius.aggregate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.axonframework.eventsourcing.SnapshotTrigger;

/**
 * The state of aggregates between commands. Whoever takes one has it alone, and gives it back when all that it holds is
 * durable, or never. When there are too many, those go that are rarely used. Safe for use by many threads.
 */
final class AggregateCache {

    private final Cache<Key, Root<?>> kept;

    /**
     * @param most how many are kept; 0: none
     */
    AggregateCache(int most) {
        this.kept =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    }

    /** The state of an aggregate, which is not kept any more. */
    @SuppressWarnings("unchecked") // kept under the type that it has
    <T> Optional<Root<T>> take(Class<? extends T> type, String id) {
        return Optional.ofNullable((Root<T>) kept.asMap().remove(new Key(type, id)));
    }

    <T> void keep(Class<? extends T> type, String id, Root<T> root) {
        kept.put(new Key(type, id), root);
    }

    private record Key(Class<?> type, String id) {}

    /**
     * An aggregate's state.
     *
     * @param version the sequence number of the last event in it
     * @param trigger what has counted its events
     */
    record Root<T>(T state, long version, SnapshotTrigger trigger) {}
}
