package io.fluvius.live;

import io.fluvius.progress.Position;
import io.fluvius.progress.Progress;
import java.util.UUID;

/** State that includes what a place includes, whosever events those are. */
record IncludedUpTo(StreamPosition place) implements Progress.Included {

    @Override
    public boolean includes(UUID aggregate, Position event) {
        return mayInclude(event);
    }

    @Override
    public boolean mayInclude(Position event) {
        return place.includes(event.index());
    }

    @Override
    public Position latest() {
        return new Position(place.index());
    }
}
