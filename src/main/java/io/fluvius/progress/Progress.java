package io.fluvius.progress;

import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** How far the projections have read the events, whichever node they run on. Safe for use by many threads. */
public interface Progress {

    /**
     * Whether the tables that a projection keeps include a position: every event up to it that was committed when this
     * is asked. A projection that is being rebuilt includes only what it has read again.
     *
     * @param processingGroup the projection
     * @param aggregate whose events count; null: everybody's
     */
    boolean includes(String processingGroup, Position position, @Nullable UUID aggregate);

    /**
     * The same question, for one thread to ask again and again. What stays as it was costs less to ask than a first
     * time.
     */
    default BooleanSupplier watch(String processingGroup, Position position, @Nullable UUID aggregate) {
        return () -> includes(processingGroup, position, aggregate);
    }

    /** The latest position that those tables surely include; {@link Position#START} when nothing is known. */
    Position reached(String processingGroup);

    /** What the tables that a projection keeps include, in the snapshot that a transaction sees. */
    Included included(DSLContext transaction, String processingGroup);

    /** What some state includes. Immutable. */
    interface Included {
        /** Whether it includes the event of an aggregate at a position. */
        boolean includes(UUID aggregate, Position event);

        /** Whether it may include an event at a position, whosever that is. */
        boolean mayInclude(Position event);

        /** The latest position at which it may include an event. */
        Position latest();
    }
}
