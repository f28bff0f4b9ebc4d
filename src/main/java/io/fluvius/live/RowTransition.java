package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Change;
import io.fluvius.query.Filter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one event on the row of its aggregate, among all rows or among those that a filter matches.
 *
 * @param id the identifier of the row
 * @param version the sequence number of the event
 * @param before the row before the event; null if it was not among the rows
 * @param after the row after the event; null if it is not among the rows
 * @param position the position of the event
 */
record RowTransition<V extends Record>(
        UUID id, long version, @Nullable V before, @Nullable V after, Position position) {

    /** Returns the effect on the rows that a filter matches; null if the event does not change them. */
    @Nullable RowTransition<V> matchedBy(ViewType<V> view, Filter filter) {
        if (after != null && FilterMatcher.matches(view, filter, after)) {
            return after.equals(before) ? null : this;
        }
        return before != null && FilterMatcher.matches(view, filter, before)
                ? new RowTransition<>(id, version, before, null, position)
                : null;
    }

    /** Returns the change that a subscriber receives, with its resume position. */
    Change<V> toChange(Position resumeAt) {
        String text = resumeAt.toString();
        return after == null ? new Change.Removed<>(id, version, text) : new Change.Changed<>(after, text);
    }
}
