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
 * The events that one segment of a processor has read.
 *
 * @param segment determines the aggregates whose events the segment handles
 * @param index the global index of the latest event that the segment has read; -1 for none
 * @param gaps earlier global indexes that the segment has not read: their events were not committed then, and may never be
 */
public record SegmentToken(Segment segment, long index, SortedSet<Long> gaps) {

    /** The token of a processor that replays counts only what it has replayed. */
    static SegmentToken of(Segment segment, @Nullable TrackingToken token) {
        TrackingToken plain = token == null ? null : WrappedToken.unwrapLowerBound(token);
        if (plain instanceof GapAwareTrackingToken gapAware) {
            return new SegmentToken(segment, gapAware.getIndex(), gapAware.getGaps());
        }
        return new SegmentToken(segment, plain == null ? -1 : plain.position().orElse(-1), new TreeSet<>());
    }

    /** Whether the segment has read every event up to a position, without a gap. */
    boolean covers(long position) {
        return index >= position && (gaps.isEmpty() || gaps.first() > position);
    }

    /** {@link Long#MAX_VALUE} without gaps. */
    long firstGap() {
        return gaps.isEmpty() ? Long.MAX_VALUE : gaps.first();
    }

    boolean owns(UUID aggregate) {
        return owns(aggregate.toString());
    }

    boolean owns(String aggregate) {
        return segment.matches(aggregate);
    }

    /** Whether the segment has yet to read an event, of any aggregate, at a position. */
    boolean isBehind(long event) {
        return event > index || gaps.contains(event);
    }

    /** Whether one of the segments owns the aggregate or, without an aggregate, the segments own all aggregates together. */
    static boolean isComplete(List<SegmentToken> segments, @Nullable UUID aggregate) {
        return aggregate == null
                ? segments.stream()
                                .mapToDouble(it -> 1.0 / (it.segment().getMask() + 1))
                                .sum()
                        == 1.0
                : !segments.isEmpty();
    }
}
