package io.fluvius.eventstore.event;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * Decides which missing indexes a tracking token remembers as gaps. A missing index belongs to a transaction that has yet
 * to commit, or that was rolled back.
 *
 * @param timeout how long a gap is remembered, from the timestamp of the next event on. The clock of the writing node sets
 *     that timestamp, the clock of the reading node measures the time, and clocks may differ or jump
 * @param maxOffset how many indexes before the last one that was read a gap is remembered
 */
public record GapPolicy(Duration timeout, int maxOffset) {

    private static final long FIRST_INDEX = 1;

    /** Configures an engine to read events that fill these gaps. */
    public JdbcEventStorageEngine.Builder configure(JdbcEventStorageEngine.Builder engine) {
        return engine.gapTimeout((int) timeout.toMillis())
                .maxGapOffset(maxOffset)
                .lowestGlobalSequence(FIRST_INDEX);
    }

    /**
     * The token after an event was read.
     *
     * @param before the token before; null when this is the first event that is read
     * @param index the index of the event
     * @param time the timestamp of the event
     */
    public GapAwareTrackingToken advance(@Nullable GapAwareTrackingToken before, long index, Instant time) {
        boolean isWithinTimeout =
                time.isAfter(GenericEventMessage.clock.instant().minus(timeout));
        return before == null
                ? GapAwareTrackingToken.newInstance(index, isWithinTimeout ? allBelow(index) : new TreeSet<>())
                : before.advanceTo(index, isWithinTimeout ? maxOffset : 0);
    }

    private static SortedSet<Long> allBelow(long index) {
        return LongStream.range(FIRST_INDEX, index).boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
