package io.fluvius.domain.view;

import io.fluvius.domain.ReadModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A view's rows in memory: the definition of what a change to a row means, for tests, and the place where the changes
 * of a batch are folded before they are written. Changes take effect at once. Not safe for use by several threads.
 *
 * @param <V> the view
 */
public final class InMemoryReadModel<V extends Record> {

    private final ViewType<V> type;
    private final Map<UUID, V> rows = new LinkedHashMap<>();

    /** An empty read model. */
    public InMemoryReadModel(ViewType<V> type) {
        this.type = type;
    }

    /** What the rows are. */
    public ViewType<V> type() {
        return type;
    }

    /** The rows as the handler of one event sees them. */
    public ReadModel<V> forEvent(Instant eventTime, long sequenceNumber) {
        return new ForEvent(eventTime, sequenceNumber);
    }

    /** Puts a row as it is, without stamping it. */
    public void put(V row) {
        rows.put(type.id(row), row);
    }

    /** The row with that identifier. */
    public Optional<V> get(UUID id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** Every row, in the order of insertion. */
    public List<V> all() {
        return new ArrayList<>(rows.values());
    }

    private final class ForEvent implements ReadModel<V> {

        private final Instant at;
        private final long version;

        ForEvent(Instant at, long version) {
            this.at = at;
            this.version = version;
        }

        @Override
        public void insert(V view) {
            UUID id = type.id(view);
            if (rows.putIfAbsent(id, type.created(view, at, version)) != null) {
                throw new IllegalStateException(type.resource() + " " + id + " is there already");
            }
        }

        @Override
        public void update(UUID id, UnaryOperator<V> change) {
            V before = rows.get(id);
            if (before == null) {
                throw new IllegalStateException(type.resource() + " " + id + " is not there");
            }
            V after = Objects.requireNonNull(change.apply(before), "an update must give a row");
            rows.put(id, type.updated(before, after, at, version));
        }

        @Override
        public void delete(UUID id) {
            rows.remove(id);
        }
    }
}
