package io.fluvius.processing;

import io.fluvius.progress.Position;
import io.fluvius.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Progress by the tokens of the processors: those of the segments that this node works on from its memory, those of
 * other nodes from the token store. Events that belong to other segments do not count against a segment, for its stored
 * token advances past them only now and then. Safe for use by many threads.
 */
final class TokenProgress implements Progress {

    private final Tokens here;
    private final StoredTokens stored;
    private final UnreadEvents pending;

    /**
     * @param here of the segments that this node works on
     * @param stored of the segments of all nodes
     * @param pending which events are yet to be read
     */
    TokenProgress(Tokens here, StoredTokens stored, UnreadEvents pending) {
        this.here = here;
        this.stored = stored;
        this.pending = pending;
    }

    @Override
    public boolean includes(String processingGroup, Position position, @Nullable UUID aggregate) {
        return watch(processingGroup, position, aggregate).getAsBoolean();
    }

    @Override
    public BooleanSupplier watch(String processingGroup, Position position, @Nullable UUID aggregate) {
        return position.index() <= Position.START.index()
                ? () -> true
                : new Watch(processingGroup, position.index(), aggregate);
    }

    @Override
    public Position reached(String processingGroup) {
        List<SegmentToken> segments = segments(processingGroup, null);
        long lowest = segments.stream().mapToLong(SegmentToken::index).min().orElse(Position.START.index());
        List<SegmentToken> gaps =
                segments.stream().filter(it -> !it.covers(lowest)).toList();
        return gaps.isEmpty() || pending.upTo(lowest, gaps, null).isNone()
                ? new Position(lowest)
                : new Position(
                        gaps.stream().mapToLong(SegmentToken::firstGap).min().orElse(0) - 1);
    }

    @Override
    public Included included(DSLContext transaction, String processingGroup) {
        return new IncludedBySegments(stored.of(transaction, processingGroup));
    }

    private List<SegmentToken> segments(String processingGroup, @Nullable UUID aggregate) {
        List<SegmentToken> own = here.of(processingGroup);
        List<SegmentToken> enough = needed(own, aggregate);
        return SegmentToken.isComplete(enough, aggregate)
                ? enough
                : needed(together(own, stored.of(processingGroup)), aggregate);
    }

    /** What this node knows of its own segments is newer than what it has stored. */
    private static List<SegmentToken> together(List<SegmentToken> own, List<SegmentToken> everywhere) {
        List<SegmentToken> all = new ArrayList<>();
        for (SegmentToken there : everywhere) {
            all.add(own.stream()
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

    /** Tokens of processors. */
    interface Tokens {
        /** Those that are known of a processor's segments. */
        List<SegmentToken> of(String processingGroup);
    }

    /** Looks into the database again only when what it found there the last time has been read. */
    private final class Watch implements BooleanSupplier {

        private final String processingGroup;
        private final long position;
        private final @Nullable UUID aggregate;
        private UnreadEvents.@Nullable Event known;

        Watch(String processingGroup, long position, @Nullable UUID aggregate) {
            this.processingGroup = processingGroup;
            this.position = position;
            this.aggregate = aggregate;
        }

        @Override
        public boolean getAsBoolean() {
            List<SegmentToken> segments = segments(processingGroup, aggregate);
            if (segments.isEmpty() || known != null && known.isPendingFor(segments)) {
                return false;
            }
            List<SegmentToken> behind =
                    segments.stream().filter(it -> !it.covers(position)).toList();
            if (behind.isEmpty()) {
                return true;
            }
            UnreadEvents.Pending found = pending.upTo(position, behind, aggregate);
            known = found.known();
            return found.isNone();
        }
    }

    private record IncludedBySegments(List<SegmentToken> segments) implements Included {

        @Override
        public boolean includes(UUID aggregate, Position event) {
            return segments.stream().anyMatch(it -> it.owns(aggregate) && !it.isBehind(event.index()));
        }

        @Override
        public boolean mayInclude(Position event) {
            return segments.stream().anyMatch(it -> !it.isBehind(event.index()));
        }

        @Override
        public Position latest() {
            return new Position(
                    segments.stream().mapToLong(SegmentToken::index).max().orElse(Position.START.index()));
        }
    }
}
