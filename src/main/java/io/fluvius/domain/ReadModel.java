package io.fluvius.domain;

import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The rows of a projection, as its event handlers change them. An event handler declares a parameter of this type and
 * receives an instance bound to the event; components marked {@link Stamped} are set from that event.
 *
 * <p>Changes are recorded, and applied at the end of the batch of events, so a handler cannot read rows. A row belongs to
 * one aggregate, see {@link OfAggregate}, and only the events of that aggregate can change it. An instance is valid until the
 * handler returns, on the thread of the handler.
 *
 * @param <V> the view
 */
public interface ReadModel<V extends Record> {

    /** Inserts a row. If a row with this identifier exists, the event fails and is parked as a dead letter. */
    void insert(V view);

    /**
     * Updates a row. If no row has this identifier, the event fails and is parked as a dead letter.
     *
     * @param change returns the changed row; has no side effects, because it may run more than once
     */
    void update(UUID id, UnaryOperator<V> change);

    /** Deletes a row. Does nothing if no row has this identifier. */
    void delete(UUID id);

    /** Deletes all rows that belong to the aggregate of the event. */
    void deleteAll();
}
