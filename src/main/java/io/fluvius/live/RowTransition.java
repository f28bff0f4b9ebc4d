package io.fluvius.live;

import io.fluvius.progress.Position;
import io.fluvius.query.Filter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one event on the row of its aggregate.
 *
 * @param id the identifier of the row
 * @param version the sequence number of the event
 * @param before the row before the event; null if it did not exist
 * @param after the row after the event; null if it does not exist
 * @param position the position of the event
 */
record RowTransition<V extends Record>(
        UUID id, long version, @Nullable V before, @Nullable V after, Position position) {

    /** Returns the effect on the rows that a filter matches; null if the event does not change them. */
    @Nullable MatchedChange<V> matchedBy(Filter filter, FilterMatcher<V> matcher) {
        V row = after;
        if (row != null && matcher.matches(filter, row)) {
            return row.equals(before) ? null : new MatchedChange<>(this, row);
        }
        V old = before;
        return old != null && matcher.matches(filter, old) ? new MatchedChange<>(this, null) : null;
    }
}
