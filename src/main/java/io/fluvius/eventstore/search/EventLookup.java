package io.fluvius.eventstore.search;

import io.fluvius.eventstore.log.LoggedEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Finds events as they are stored, by the keys that a store has: the position, the identifier, the aggregate, the time. Reads only; safe for
 * use by many threads.
 */
public interface EventLookup {

    /** The position of the last event; -1 when the log is empty. */
    long head();

    /**
     * Reads events between two positions, both included, newest first. Leaves out only events that a filter does not match; those that it
     * returns may not match either.
     *
     * @param limit the maximum number of events
     */
    List<LoggedEvent> newest(long from, long to, EventFilter filter, int limit);

    /** Whether {@link #newest} finds what matches without reading the events between, however far apart the positions are. */
    boolean isIndexed(EventFilter filter);

    /** The events with these identifiers, as far as the store finds them, in the order of their positions. */
    List<LoggedEvent> withIds(Collection<String> ids);

    /** The events of a command, in their order; empty when it has none, or they do not have identifiers that derive from the command. */
    List<LoggedEvent> ofCommand(UUID command);

    /**
     * For each time, the position of the first event that did not happen before it; the position after the last event if all did. Positions
     * grow with time only nearly, because an event is timed before it is appended, on the clock of its node; an answer is wrong by as much.
     *
     * @param times in their order
     */
    List<Long> positionsAt(List<Instant> times);
}
