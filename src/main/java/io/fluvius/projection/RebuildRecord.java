package io.fluvius.projection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest rebuild of the views of a processing group.
 *
 * @param tables the names of the tables that are rebuilt
 * @param swapMode when the new tables replace the old ones by themselves
 * @param changed whether a migration created the second tables, because the views have changed
 * @param request what an operator has requested and the owner has not done yet
 * @param owner the node that works on the rebuild
 * @param eventsPerSecond the rate of the last seconds in which the events up to the start were read, in this rebuild or in an earlier one of
 *     the group; null if it was never measured
 * @param diff the last comparison, as JSON
 * @param failure why the last attempt failed; null if it did not
 * @param generation how many changed tables have replaced their predecessors
 */
public record RebuildRecord(
        String processingGroup,
        List<String> tables,
        Phase phase,
        String swapMode,
        boolean changed,
        @Nullable Request request,
        @Nullable String owner,
        @Nullable Long eventsPerSecond,
        @Nullable String diff,
        @Nullable String failure,
        Instant startedAt,
        @Nullable Instant endedAt,
        int generation) {

    public RebuildRecord {
        tables = List.copyOf(tables);
    }

    /** The phases of a rebuild, in their order. */
    public enum Phase {
        /** The second tables are being created. */
        CREATING,
        /** The events up to the time of the start are being applied. */
        BUILDING,
        /** New events are applied as they are appended. */
        FOLLOWING,
        /** On H2: the tables are getting their names. */
        SWAPPING,
        /** On H2: the tables have their names, and the replaced ones are being deleted. */
        CLEANING,
        /** The second tables are in use. */
        SWAPPED,
        /** The second tables are being deleted. */
        DISCARDING,
        /** The second tables were deleted. */
        DISCARDED;

        public boolean isEnd() {
            return this == SWAPPED || this == DISCARDED;
        }
    }

    /** What an operator can request. */
    public enum Request {
        COMPARE,
        SWAP,
        DISCARD
    }
}
