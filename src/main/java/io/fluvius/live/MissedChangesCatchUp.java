package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.query.Change;
import java.util.Iterator;

/**
 * Catches up with the changes since a resume position.
 *
 * @param changes the changes between the resume position and the start of the feed
 * @param resumeAt the resume position of the subscriber
 */
record MissedChangesCatchUp<V extends Record>(Iterator<Change<V>> changes, Position resumeAt) implements CatchUp<V> {

    @Override
    public boolean hasNext() {
        return changes.hasNext();
    }

    @Override
    public Change<V> next() {
        return changes.next();
    }

    @Override
    public boolean includes(RowTransition<V> change) {
        return resumeAt.includes(change.position());
    }

    @Override
    public Position resumePosition(Position feed) {
        return feed.max(resumeAt);
    }
}
