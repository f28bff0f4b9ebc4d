package io.fluvius.live;

import io.fluvius.progress.Position;
import io.fluvius.progress.Progress;
import java.util.UUID;

/** State that includes the events that a position includes, of every aggregate. */
record IncludedUpTo(StreamPosition position) implements Progress.Included {

    @Override
    public boolean includes(UUID aggregate, Position event) {
        return mayInclude(event);
    }

    @Override
    public boolean mayInclude(Position event) {
        return position.includes(event.index());
    }

    @Override
    public Position latest() {
        return new Position(position.index());
    }
}
