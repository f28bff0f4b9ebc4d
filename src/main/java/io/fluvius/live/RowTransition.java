package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Change;
import io.fluvius.query.Filter;
import io.fluvius.query.FilterMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one event on a row of its aggregate, among all rows or among those that a filter matches.
 *
 * @param aggregate the identifier of the aggregate
 * @param id the identifier of the row
 * @param version the sequence number of the event
 * @param before the row before the event; null if it was not among the rows
 * @param after the row after the event; null if it is not among the rows
 * @param position the position of the event
 * @param resumeAt the position at which a subscriber that has received this effect resumes
 */
record RowTransition<V extends Record>(
        UUID aggregate,
        UUID id,
        long version,
        @Nullable V before,
        @Nullable V after,
        Position position,
        Position resumeAt) {

    /**
     * Returns the effects of an event on the rows that a filter matches. A subscriber that has received some of them, but
     * not the last one, resumes before the event.
     */
    static <V extends Record> List<RowTransition<V>> matched(
            List<RowTransition<V>> ofEvent, ViewType<V> view, Filter filter) {
        List<RowTransition<V>> matched = new ArrayList<>();
        for (RowTransition<V> transition : ofEvent) {
            RowTransition<V> change = transition.matchedBy(view, filter);
            if (change != null) {
                matched.add(change);
            }
        }
        for (int i = 0; i < matched.size() - 1; i++) {
            matched.set(i, matched.get(i).resumedBefore());
        }
        return matched;
    }

    /** Returns the effect on the rows that a filter matches; null if the event does not change them. */
    private @Nullable RowTransition<V> matchedBy(ViewType<V> view, Filter filter) {
        if (after != null && FilterMatcher.matches(view, filter, after)) {
            return after.equals(before) ? null : this;
        }
        return before != null && FilterMatcher.matches(view, filter, before)
                ? new RowTransition<>(aggregate, id, version, before, null, position, resumeAt)
                : null;
    }

    private RowTransition<V> resumedBefore() {
        return new RowTransition<>(aggregate, id, version, before, after, position, new Position(position.index() - 1));
    }

    /** Returns the change that a subscriber receives, with its resume position. */
    Change<V> toChange(Position resumeAt) {
        String text = resumeAt.toString();
        return after == null ? new Change.Removed<>(id, version, text) : new Change.Changed<>(after, text);
    }
}
