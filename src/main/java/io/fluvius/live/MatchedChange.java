package io.fluvius.live;

import io.fluvius.progress.Position;
import io.fluvius.query.Change;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one event on the rows that a filter matches.
 *
 * @param transition the effect of the event on its row
 * @param row the row, if it matches after the event; null if it no longer matches
 */
record MatchedChange<V extends Record>(
        RowTransition<V> transition, @Nullable V row) {

    UUID id() {
        return transition.id();
    }

    Position position() {
        return transition.position();
    }

    /** Returns the change that the subscriber receives, with its resume position. */
    Change<V> toChange(Position resumeAt) {
        String text = resumeAt.toString();
        return row == null ? new Change.Removed<>(id(), transition.version(), text) : new Change.Changed<>(row, text);
    }
}
