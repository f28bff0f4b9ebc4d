package io.fluvius.live;

import io.fluvius.progress.Position;
import io.fluvius.query.Filter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event did to the row of its aggregate.
 *
 * @param id the row
 * @param version the event's sequence number
 * @param event where the event lies
 * @param before the row before it; null for none
 * @param after the row after it; null for none
 * @param place the place in the stream after it
 */
record RowTransition<V extends Record>(
        UUID id,
        long version,
        Position event,
        @Nullable V before,
        @Nullable V after,
        StreamPosition place) {

    /** What it means to a follower of those rows that match; null when it is of no concern to him. */
    @Nullable MatchedChange<V> seenThrough(Filter filter, FilterMatcher<V> matcher) {
        V row = after;
        if (row != null && matcher.matches(filter, row)) {
            return row.equals(before) ? null : new MatchedChange<>(this, row);
        }
        V old = before;
        return old != null && matcher.matches(filter, old) ? new MatchedChange<>(this, null) : null;
    }
}
