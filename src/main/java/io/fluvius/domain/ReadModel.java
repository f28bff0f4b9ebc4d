package io.fluvius.domain;

import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The rows that a projection keeps, as one of its event handlers sees them: it says only how the event changes a row.
 * A handler gets it as a parameter, bound to the event; components marked {@link Stamped} are filled in from that event.
 *
 * <p>Changes are recorded and applied when the batch of events ends, so a handler cannot read rows. A row belongs to
 * the aggregate of the same identifier. Not for use beyond the handler's return, nor by other threads.
 *
 * @param <V> the view that is kept
 */
public interface ReadModel<V extends Record> {

    /** Adds a row. When there is one with that identifier already, the event fails and is parked as a dead letter. */
    void insert(V view);

    /**
     * Changes a row. When there is none with that identifier, the event fails and is parked as a dead letter.
     *
     * @param change free of side effects; it may run more than once
     */
    void update(UUID id, UnaryOperator<V> change);

    /** Removes a row. Quiet when there is none. */
    void delete(UUID id);
}
