package io.fluvius.kernel.changes;

import io.fluvius.kernel.Change;
import io.fluvius.kernel.Position;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * What a follower has missed since it left.
 *
 * @param missed the changes
 * @param until what it knew when it left
 */
record MissedFirst<V extends Record>(Iterator<Change<V>> missed, Place until) implements LiveFollowing.Beginning<V> {

    MissedFirst(List<Change<V>> missed, Place until) {
        this(missed.iterator(), until);
    }

    @Override
    public boolean hasNext() {
        return missed.hasNext();
    }

    @Override
    public Change<V> next() {
        return missed.next();
    }

    @Override
    public boolean includes(UUID row, Position event) {
        return until.includes(event.index());
    }

    @Override
    public Place reached(Place feed) {
        return feed.and(until);
    }
}
