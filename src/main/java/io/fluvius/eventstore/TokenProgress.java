package io.fluvius.eventstore;

import io.fluvius.kernel.Position;
import io.fluvius.kernel.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Progress by the tokens of the processors: those of the segments that this node works on from its memory, those of
 * other nodes from the token store. Events that belong to other segments do not count against a segment, for its stored
 * token advances past them only now and then. Safe for use by many threads.
 */
final class TokenProgress implements Progress {

    private final Function<String, @Nullable StreamingEventProcessor> processors;
    private final StoredTokens stored;
    private final PendingEvents pending;

    /**
     * @param processors a node's processor by the name of its group
     * @param stored what every node has stored
     * @param pending which events are yet to be read
     */
    TokenProgress(
            Function<String, @Nullable StreamingEventProcessor> processors,
            StoredTokens stored,
            PendingEvents pending) {
        this.processors = processors;
        this.stored = stored;
        this.pending = pending;
    }

    @Override
    public boolean includes(String processingGroup, Position position, @Nullable UUID aggregate) {
        if (position.index() <= Position.START.index()) {
            return true;
        }
        List<SegmentToken> segments = segments(processingGroup, aggregate);
        List<SegmentToken> behind =
                segments.stream().filter(it -> !it.covers(position.index())).toList();
        return !segments.isEmpty() && (behind.isEmpty() || pending.none(behind, position.index(), aggregate));
    }

    @Override
    public Position reached(String processingGroup) {
        List<SegmentToken> segments = segments(processingGroup, null);
        long lowest = segments.stream().mapToLong(SegmentToken::index).min().orElse(Position.START.index());
        List<SegmentToken> gaps =
                segments.stream().filter(it -> !it.covers(lowest)).toList();
        return gaps.isEmpty() || pending.none(gaps, lowest, null)
                ? new Position(lowest)
                : new Position(
                        gaps.stream().mapToLong(SegmentToken::firstGap).min().orElse(0) - 1);
    }

    @Override
    public Included included(DSLContext transaction, String processingGroup) {
        List<SegmentToken> segments = stored.of(transaction, processingGroup);
        return (aggregate, event) ->
                segments.stream().anyMatch(it -> it.owns(aggregate) && !it.isBehind(event.index()));
    }

    private List<SegmentToken> segments(String processingGroup, @Nullable UUID aggregate) {
        List<SegmentToken> here = needed(here(processingGroup), aggregate);
        return SegmentToken.isComplete(here, aggregate)
                ? here
                : needed(together(here, stored.of(processingGroup)), aggregate);
    }

    private List<SegmentToken> here(String processingGroup) {
        StreamingEventProcessor processor = processors.apply(processingGroup);
        return processor == null
                ? List.of()
                : processor.processingStatus().values().stream()
                        .map(TokenProgress::segment)
                        .toList();
    }

    /** What this node knows of its own segments is newer than what it has stored. */
    private static List<SegmentToken> together(List<SegmentToken> here, List<SegmentToken> everywhere) {
        List<SegmentToken> all = new ArrayList<>();
        for (SegmentToken there : everywhere) {
            all.add(here.stream()
                    .filter(it -> it.segment().equals(there.segment()))
                    .findFirst()
                    .orElse(there));
        }
        return all;
    }

    private static List<SegmentToken> needed(List<SegmentToken> segments, @Nullable UUID aggregate) {
        return aggregate == null
                ? segments
                : segments.stream().filter(it -> it.owns(aggregate)).toList();
    }

    private static SegmentToken segment(EventTrackerStatus status) {
        return SegmentToken.of(status.getSegment(), status.getTrackingToken());
    }
}
