package io.fluvius.eventstore.search;

import io.fluvius.eventstore.log.LoggedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Collects matching events backwards, range by range. Belongs to one thread. */
final class BackwardWalk {

    private static final long FIRST_RANGE = 1_000;
    private static final long LARGEST_RANGE = 64_000;
    /** The number of events that are in memory at once; an event can be large. */
    private static final int LARGEST_BATCH = 500;

    private final EventLookup lookup;
    private final EventFilter filter;
    private final Predicate<LoggedEvent> matches;
    private final long from;
    private final int limit;
    private final List<LoggedEvent> found = new ArrayList<>();
    private long to;
    private long range = FIRST_RANGE;
    private int batch;

    /**
     * @param from the last position to look at
     * @param to the first position to look at
     * @param limit the maximum number of events
     */
    BackwardWalk(EventLookup lookup, EventFilter filter, long from, long to, int limit) {
        this.lookup = lookup;
        this.filter = filter;
        this.matches = filter.predicate();
        this.from = from;
        this.to = to;
        this.limit = limit;
        this.batch = Math.min(limit, LARGEST_BATCH);
    }

    /** Walks until the limit is reached, or for a time. Returns true if it has looked at all positions. */
    boolean run(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        long left = patience.toNanos();
        while (to >= from && found.size() < limit && left > 0) {
            step();
            long now = end - System.nanoTime();
            resize(left - now, now);
            left = now;
        }
        return to < from;
    }

    /** What was found, newest first. */
    List<LoggedEvent> found() {
        return found;
    }

    /** The position before which the next walk begins. */
    long next() {
        return to + 1;
    }

    private void step() {
        long least = lookup.isIndexed(filter) ? from : Math.max(from, to - range + 1);
        List<LoggedEvent> events = lookup.newest(least, to, filter, batch);
        to = events.size() < batch ? least - 1 : events.getLast().position() - 1;
        for (LoggedEvent event : events) {
            if (matches.test(event)) {
                found.add(event);
            }
            if (found.size() == limit) {
                to = event.position() - 1;
                return;
            }
        }
    }

    /** Grows the next range as long as it can be expected to take a small part of the time that is left. */
    private void resize(long taken, long left) {
        range = taken * 8 < left ? Math.min(LARGEST_RANGE, range * 2) : Math.max(FIRST_RANGE, range / 2);
        batch = Math.min(LARGEST_BATCH, batch * 2);
    }
}
