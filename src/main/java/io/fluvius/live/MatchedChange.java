package io.fluvius.live;

import io.fluvius.progress.Position;
import io.fluvius.query.Change;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event means to one follower.
 *
 * @param transition what the event did
 * @param row the row that matches now; null when it matches no longer
 */
record MatchedChange<V extends Record>(
        RowTransition<V> transition, @Nullable V row) {

    UUID id() {
        return transition.id();
    }

    Position event() {
        return transition.event();
    }

    /** Where the stream was after the event. */
    StreamPosition place() {
        return transition.place();
    }

    /** What to tell, with the place to go on from; null for none. */
    Change<V> from(@Nullable StreamPosition reached) {
        String text = reached == null ? null : reached.text();
        return row == null ? new Change.Removed<>(id(), transition.version(), text) : new Change.Changed<>(row, text);
    }
}
