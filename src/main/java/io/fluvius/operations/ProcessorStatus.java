package io.fluvius.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of an event processor, on all nodes together unless a member says otherwise.
 *
 * @param name its name, which is the processing group
 * @param kind {@code projection}, {@code automation}, {@code saga} or {@code own-read-model}
 * @param mode how it reads events: {@code pooled}
 * @param stopped whether an operator has stopped it
 * @param running whether a node processes one of its segments
 * @param replaying whether it handles events again that it has handled before
 * @param backlog whether this node handles its backlog in large batches, during which segments cannot be changed
 * @param segments its segments; empty when it has never run
 * @param eventsPerSecond how many events this node has handled a second, over the last minute
 * @param deadLetters how many events are parked
 * @param error why this node could not handle a batch within the last minute; null without a failure
 */
public record ProcessorStatus(
        String name,
        String kind,
        String mode,
        boolean stopped,
        boolean running,
        boolean replaying,
        boolean backlog,
        List<Segment> segments,
        double eventsPerSecond,
        long deadLetters,
        @Nullable String error) {

    public ProcessorStatus {
        segments = List.copyOf(segments);
    }

    /**
     * A part of the events of a processor, which is processed in order.
     *
     * @param id identifies the segment in the processor
     * @param mask which of the bits of a hash decide which events belong to it
     * @param oneOf the segment has one of so many equal parts of the events
     * @param node the node that processes it; null if none does
     * @param claimRenewedAt when that node last renewed its claim, or the last one released it
     * @param position the position up to which it has read; in a replay, again
     * @param behind how many positions it is behind the last event; 0 if none of the events after its position belongs to it
     * @param secondsBehind the age of the first event that it has not read; 0 when it has caught up
     */
    public record Segment(
            int id,
            int mask,
            long oneOf,
            @Nullable String node,
            Instant claimRenewedAt,
            String position,
            long behind,
            double secondsBehind,
            boolean caughtUp,
            boolean replaying) {}
}
