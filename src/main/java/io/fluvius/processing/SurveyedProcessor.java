package io.fluvius.processing;

import io.fluvius.domain.Position;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an event processor is, on all nodes together. Immutable.
 *
 * @param segments those that the token store has, in the order of their ids; empty when the processor has never run
 * @param deadLetters the number of events that are parked
 * @param oldest how long ago the oldest event was appended that the processor has never processed; zero when it has processed
 *     all events. Events that it processes again in a replay do not count
 */
public record SurveyedProcessor(String name, List<Segment> segments, long deadLetters, Duration oldest) {

    /** Which node processes a segment. */
    public enum Claim {
        /** This node. */
        HERE,
        /** Another node. */
        ELSEWHERE,
        /** No node has claimed the segment, or extended its claim in time. */
        UNCLAIMED
    }

    /**
     * A segment.
     *
     * @param mask which of the bits of a hash decide which events belong to it
     * @param owner the node that has claimed it; null if none has
     * @param position how far it has read; in a replay, again
     * @param isReplaying whether it reads events again
     * @param untouched the time since a node last claimed or released the segment, or extended its claim
     * @param lag the number of events that the segment has yet to read; zero when none of them belongs to it
     */
    public record Segment(
            int id,
            int mask,
            Claim claim,
            @Nullable String owner,
            Position position,
            boolean isReplaying,
            Duration untouched,
            long lag) {}

    /** The lag of the segment that is the furthest behind. */
    public long lag() {
        return segments.stream().mapToLong(Segment::lag).max().orElse(0);
    }

    /** The number of segments that are claimed in this way. */
    public long count(Claim claim) {
        return segments.stream().filter(segment -> segment.claim() == claim).count();
    }
}
