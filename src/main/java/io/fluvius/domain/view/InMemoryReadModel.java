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
 * The rows of a view in memory. Defines the effect of every change to a row; combines the changes of a batch before they
 * are written to the database, and serves tests. Changes take effect at once. Not safe for use by several threads.
 *
 * @param <V> the view
 */
public final class InMemoryReadModel<V extends Record> {

    private final ViewType<V> type;
    private final Map<UUID, V> rows = new LinkedHashMap<>();

    /** Creates a read model without rows. */
    public InMemoryReadModel(ViewType<V> type) {
        this.type = type;
    }

    /** The type of the rows. */
    public ViewType<V> type() {
        return type;
    }

    /**
     * Returns the rows as the handlers of an event change them.
     *
     * @param aggregate the identifier of the aggregate of the event
     * @param sequenceNumber the number of the event in its aggregate, 0 for the first
     */
    public ReadModel<V> forEvent(UUID aggregate, Instant eventTime, long sequenceNumber) {
        return new ReadModel<>() {
            @Override
            public void insert(V view) {
                UUID id = type.id(view);
                requireOwn(view);
                if (rows.putIfAbsent(id, type.inserted(view, eventTime, sequenceNumber)) != null) {
                    throw new IllegalStateException(type.resource() + " " + id + " already exists");
                }
            }

            @Override
            public void update(UUID id, UnaryOperator<V> change) {
                V before = rows.get(id);
                if (before == null) {
                    throw new IllegalStateException(type.resource() + " " + id + " does not exist");
                }
                V after = Objects.requireNonNull(change.apply(before), "An update must return a row");
                requireOwn(before);
                requireOwn(after);
                rows.put(id, type.updated(before, after, eventTime, sequenceNumber));
            }

            @Override
            public void delete(UUID id) {
                get(id).ifPresent(this::requireOwn);
                rows.remove(id);
            }

            @Override
            public void deleteAll() {
                rows.values().removeIf(row -> type.aggregate(row).equals(aggregate));
            }

            private void requireOwn(V row) {
                if (!type.aggregate(row).equals(aggregate)) {
                    throw new IllegalStateException(type.resource() + " " + type.id(row) + " belongs to "
                            + type.aggregate(row) + ", so an event of " + aggregate + " cannot change it");
                }
            }
        };
    }

    /** Adds or replaces a row without setting its stamped components. */
    public void put(V row) {
        rows.put(type.id(row), row);
    }

    /** Returns the row with an identifier. */
    public Optional<V> get(UUID id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** The number of rows. */
    public int size() {
        return rows.size();
    }

    /** Returns all rows, in the order of their insertion. */
    public List<V> all() {
        return new ArrayList<>(rows.values());
    }
}
