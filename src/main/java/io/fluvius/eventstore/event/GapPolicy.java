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
 * Which of the numbers that are missing among those of the events may still come: they are of transactions that are not
 * committed yet, or never will be.
 *
 * @param timeout for so long one is waited for. It is measured from the time of the next event, by the clocks of whoever
 *     wrote and reads it, and these may differ or jump
 * @param most what is further back than so many events is given up
 */
public record GapPolicy(Duration timeout, int most) {

    private static final long FIRST = 1;

    /** An engine that looks for them too. */
    public JdbcEventStorageEngine.Builder in(JdbcEventStorageEngine.Builder engine) {
        return engine.gapTimeout((int) timeout.toMillis()).maxGapOffset(most).lowestGlobalSequence(FIRST);
    }

    /** What was read with an event, after what was read before. */
    public GapAwareTrackingToken token(@Nullable GapAwareTrackingToken before, long index, Instant time) {
        boolean mayCome = time.isAfter(GenericEventMessage.clock.instant().minus(timeout));
        return before == null
                ? GapAwareTrackingToken.newInstance(index, mayCome ? allBelow(index) : new TreeSet<>())
                : before.advanceTo(index, mayCome ? most : 0);
    }

    private static SortedSet<Long> allBelow(long index) {
        return LongStream.range(FIRST, index).boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
