package io.fluvius.progress;

/**
 * A place in the stream of all events. State that includes a position includes every event up to it.
 *
 * @param index the global index of an event in the event store; -1 stands before the first one
 */
public record Position(long index) {

    /** The position before the first event. */
    public static final Position START = new Position(-1);

    /** The text that callers see and give back. Its form is not promised. */
    @Override
    public String toString() {
        return Long.toString(index);
    }
}
