package io.fluvius.progress;

/**
 * A position in the stream of all events. State that includes a position includes every event up to that position.
 *
 * @param index the global index of an event in the event store; -1 is the position before the first event
 */
public record Position(long index) {

    /** The position before the first event. */
    public static final Position START = new Position(-1);

    /** The text that callers receive and send back. Its format may change. */
    @Override
    public String toString() {
        return Long.toString(index);
    }
}
