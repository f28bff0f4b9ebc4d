package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.query.Change;
import java.util.Iterator;

/** The changes that a subscriber receives before those of the feed. Not thread-safe. */
interface CatchUp<V extends Record> extends Iterator<Change<V>> {

    /** Returns whether this catch-up includes the effect of an event on a row. The change is then not repeated. */
    boolean includes(RowTransition<V> change);

    /**
     * Returns the resume position of a subscriber that has received this catch-up and the changes of the feed up to a
     * position; {@link Position#START} if no position includes exactly these changes.
     */
    Position resumePosition(Position feed);
}
