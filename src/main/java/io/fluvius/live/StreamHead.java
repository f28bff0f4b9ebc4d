package io.fluvius.live;

import java.util.Set;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;

/** Determines the position after the last event of the stream, with the gaps before it that may still be filled. */
final class StreamHead {

    /**
     * The number of indexes before the last event that are checked for gaps. Concurrent appends are assigned indexes
     * before they commit, and commit in any order. The number far exceeds the concurrent appends of a store.
     */
    private static final int GAP_WINDOW = 500;

    private StreamHead() {}

    static StreamPosition of(StreamableMessageSource<TrackedEventMessage<?>> events) {
        TrackingToken head = events.createHeadToken();
        return head instanceof GapAwareTrackingToken gapAware
                ? read(events, Math.max(0, gapAware.getIndex() - GAP_WINDOW), StreamPosition.of(head))
                : StreamPosition.of(head);
    }

    private static StreamPosition read(
            StreamableMessageSource<TrackedEventMessage<?>> events, long from, StreamPosition head) {
        TrackingToken start = GapAwareTrackingToken.newInstance(from, Set.of());
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(start)) {
            StreamPosition end = head;
            while (stream.hasNextAvailable()) {
                end = StreamPosition.of(stream.nextAvailable().trackingToken());
            }
            return end;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return head;
        }
    }
}
