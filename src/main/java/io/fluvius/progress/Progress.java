package io.fluvius.progress;

import io.fluvius.domain.Position;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** How far the projections, on this node and on others, have processed the events. Safe for use by many threads. */
public interface Progress {

    /**
     * Returns a repeatable check, for use by one thread, whether the tables of a projection include a position: every event
     * up to the position that was committed before the check. A projection that is being rebuilt includes only the events
     * that it has processed again. Repeated checks can cost less than the first one.
     *
     * @param processingGroup the processing group of the projection
     * @param aggregate the aggregate whose events count; null to count the events of all aggregates
     */
    BooleanSupplier watch(String processingGroup, Position position, @Nullable UUID aggregate);

    /** Returns a position that the tables include, the latest that is known; {@link Position#START} when none is known. */
    Position reached(String processingGroup);

    /** Returns which events the tables of a projection include, in the snapshot of a transaction. */
    Included included(DSLContext transaction, String processingGroup);

    /** Which events a snapshot of the state includes. Immutable. */
    interface Included {
        /** Whether the snapshot includes the event of an aggregate at a position. */
        boolean includes(UUID aggregate, Position event);

        /** The latest position at which the snapshot may include an event. */
        Position latest();
    }
}
