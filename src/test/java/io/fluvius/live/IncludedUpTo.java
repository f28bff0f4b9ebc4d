package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.progress.Progress;
import java.util.UUID;

/** State that includes the events that a position includes, of every aggregate. */
record IncludedUpTo(Position position) implements Progress.Included {

    @Override
    public boolean includes(UUID aggregate, Position event) {
        return position.includes(event);
    }

    @Override
    public Position latest() {
        return position;
    }
}
