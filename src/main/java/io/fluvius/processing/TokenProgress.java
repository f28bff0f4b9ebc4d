package io.fluvius.processing;

import io.fluvius.domain.Position;
import io.fluvius.progress.Progress;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Progress by the tokens of the processors: in memory for the segments that this node has claimed, in the token store for those
 * of other nodes. A segment advances its stored token past events of other segments only now and then, so a token that is
 * behind a position includes it when none of the events between belongs to the segment. Safe for use by many threads.
 */
final class TokenProgress implements Progress {

    private final Tokens local;
    private final TokenReader stored;
    private final UnreadEvents unread;

    /**
     * @param local the tokens of the segments that this node has claimed
     * @param stored the tokens of all segments
     */
    TokenProgress(Tokens local, TokenReader stored, UnreadEvents unread) {
        this.local = local;
        this.stored = stored;
        this.unread = unread;
    }

    @Override
    public BooleanSupplier watch(String processingGroup, Position position, @Nullable UUID aggregate) {
        return position.index() <= Position.START.index()
                ? () -> true
                : new Watch(processingGroup, position.index(), aggregate);
    }

    @Override
    public Position reached(String processingGroup) {
        return SegmentToken.reached(segments(processingGroup, null));
    }

    @Override
    public Included included(DSLContext transaction, String processingGroup) {
        return new IncludedBySegments(stored.of(transaction, processingGroup));
    }

    private List<SegmentToken> segments(String processingGroup, @Nullable UUID aggregate) {
        List<SegmentToken> claimed = local.of(processingGroup);
        List<SegmentToken> relevant = relevant(claimed, aggregate);
        return SegmentToken.isComplete(relevant, aggregate)
                ? relevant
                : relevant(merge(claimed, stored.of(processingGroup)), aggregate);
    }

    /** The stored tokens, replaced by the local ones of the same segments, which are newer. */
    private static List<SegmentToken> merge(List<SegmentToken> claimed, List<SegmentToken> stored) {
        return stored.stream()
                .map(token -> claimed.stream()
                        .filter(it -> it.segment().equals(token.segment()))
                        .findFirst()
                        .orElse(token))
                .toList();
    }

    private static List<SegmentToken> relevant(List<SegmentToken> segments, @Nullable UUID aggregate) {
        return aggregate == null
                ? segments
                : segments.stream().filter(it -> it.owns(aggregate)).toList();
    }

    interface Tokens {
        /** The tokens of the processor's segments, as far as they are available. */
        List<SegmentToken> of(String processingGroup);
    }

    /** Queries the event store again only after the segments have read the unread event that the last query found. */
    private final class Watch implements BooleanSupplier {

        private final String processingGroup;
        private final long position;
        private final @Nullable UUID aggregate;
        private UnreadEvents.@Nullable Event lastUnread;

        Watch(String processingGroup, long position, @Nullable UUID aggregate) {
            this.processingGroup = processingGroup;
            this.position = position;
            this.aggregate = aggregate;
        }

        @Override
        public boolean getAsBoolean() {
            List<SegmentToken> segments = segments(processingGroup, aggregate);
            if (segments.isEmpty() || lastUnread != null && lastUnread.isUnreadBy(segments)) {
                return false;
            }
            List<SegmentToken> behind =
                    segments.stream().filter(it -> it.isBehind(position)).toList();
            if (behind.isEmpty()) {
                return true;
            }
            UnreadEvents.Unread found = unread.upTo(position, behind, aggregate);
            lastUnread = found.latest();
            return found.isNone();
        }
    }

    private record IncludedBySegments(List<SegmentToken> segments) implements Included {

        @Override
        public boolean includes(UUID aggregate, Position event) {
            return segments.stream().anyMatch(it -> it.owns(aggregate) && !it.isBehind(event.index()));
        }

        @Override
        public Position latest() {
            return new Position(
                    segments.stream().mapToLong(SegmentToken::index).max().orElse(Position.START.index()));
        }
    }
}
