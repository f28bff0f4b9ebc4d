package io.fluvius.processing;

import io.fluvius.domain.Position;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;

/**
 * How far one segment of a processor has read.
 *
 * @param segment determines the aggregates whose events the segment handles
 * @param index the global index of the latest event that the segment has read; -1 for none
 */
public record SegmentToken(Segment segment, long index) {

    /** The token of a processor that replays counts only what it has replayed. */
    static SegmentToken of(Segment segment, @Nullable TrackingToken token) {
        return new SegmentToken(
                segment,
                Position.of(token == null ? null : WrappedToken.unwrapLowerBound(token))
                        .index());
    }

    /** The position before the first event that a segment has never processed, not even before a replay. */
    static Position everProcessed(@Nullable TrackingToken token) {
        return token == null
                ? Position.START
                : WrappedToken.unwrap(token, ReplayToken.class)
                        .map(replay -> Position.of(replay.getTokenAtReset()))
                        .orElseGet(() -> Position.of(WrappedToken.unwrapLowerBound(token)));
    }

    boolean owns(UUID aggregate) {
        return owns(aggregate.toString());
    }

    boolean owns(String aggregate) {
        return segment.matches(aggregate);
    }

    /** Whether the segment has yet to read an event, of any aggregate, at a position. */
    boolean isBehind(long event) {
        return event > index;
    }

    /** The position up to which all of the segments have read; {@link Position#START} without a segment. */
    public static Position reached(List<SegmentToken> segments) {
        return new Position(
                segments.stream().mapToLong(SegmentToken::index).min().orElse(Position.START.index()));
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
