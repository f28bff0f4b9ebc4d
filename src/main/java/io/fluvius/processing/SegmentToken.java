package io.fluvius.processing;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;

/**
 * How far one segment of a processor has read.
 *
 * @param segment which aggregates are its own
 * @param index the latest event that it has read, -1 for none
 * @param gaps earlier events that it has not read: they were not committed when it came by, and may never be
 */
public record SegmentToken(Segment segment, long index, SortedSet<Long> gaps) {

    /** A processor that replays stands where the replay is. */
    static SegmentToken of(Segment segment, @Nullable TrackingToken token) {
        TrackingToken plain = token == null ? null : WrappedToken.unwrapLowerBound(token);
        if (plain instanceof GapAwareTrackingToken gapAware) {
            return new SegmentToken(segment, gapAware.getIndex(), gapAware.getGaps());
        }
        return new SegmentToken(segment, plain == null ? -1 : plain.position().orElse(-1), new TreeSet<>());
    }

    /** Whether everything up to a position was read for certain. */
    boolean covers(long position) {
        return index >= position && (gaps.isEmpty() || gaps.first() > position);
    }

    long firstGap() {
        return gaps.isEmpty() ? Long.MAX_VALUE : gaps.first();
    }

    boolean owns(UUID aggregate) {
        return owns(aggregate.toString());
    }

    boolean owns(String aggregate) {
        return segment.matches(aggregate);
    }

    /** Whether an event of anybody is still to be read. */
    boolean isBehind(long event) {
        return event > index || gaps.contains(event);
    }

    /** Whether these segments own the aggregate, or, for null, all aggregates. */
    static boolean isComplete(List<SegmentToken> segments, @Nullable UUID aggregate) {
        return aggregate == null
                ? segments.stream()
                                .mapToDouble(it -> 1.0 / (it.segment().getMask() + 1))
                                .sum()
                        == 1.0
                : !segments.isEmpty();
    }
}
