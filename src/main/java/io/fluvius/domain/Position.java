package io.fluvius.domain;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * A position in the stream of all events. What includes a position includes every event up to that position: events become
 * visible in the order of their indexes, so an index that is missing below a visible one belongs to an append that failed.
 *
 * @param index the global index of an event in the event store; -1 is the position before the first event
 */
public record Position(long index) {

    /** The position before the first event. */
    public static final Position START = new Position(-1);

    /** Returns the position up to which a token has read; {@link #START} for null. */
    public static Position of(@Nullable TrackingToken token) {
        return token == null ? START : new Position(token.position().orElse(START.index));
    }

    /** Returns the token that continues after this position; null to read from the first event. */
    public @Nullable TrackingToken token() {
        return index < 0 ? null : new GlobalSequenceTrackingToken(index);
    }

    /** Returns whether this position is at or after another one. */
    public boolean includes(Position other) {
        return index >= other.index;
    }

    /** Returns the later of this position and another one. */
    public Position max(Position other) {
        return includes(other) ? this : other;
    }

    /** The text that callers receive and send back. Its format may change. */
    @Override
    public String toString() {
        return Long.toString(index);
    }
}
