package io.fluvius.live;

import io.fluvius.progress.Position;
import io.fluvius.query.Change;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * What a follower has missed since it left.
 *
 * @param missed the changes
 * @param until what it knew when it left
 */
record MissedChangesCatchUp<V extends Record>(Iterator<Change<V>> missed, StreamPosition until)
        implements LiveSubscription.Beginning<V> {

    MissedChangesCatchUp(List<Change<V>> missed, StreamPosition until) {
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
    public StreamPosition reached(StreamPosition feed) {
        return feed.and(until);
    }
}
