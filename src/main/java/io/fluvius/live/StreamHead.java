package io.fluvius.live;

import java.util.Set;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;

/** Finds the end of the stream of all events, with the gaps before it that may still be filled. */
final class StreamHead {

    /**
     * Events that are appended at the same time get their indexes before they are committed, in whatever order. So many
     * before the last are looked at: far more than a store has appends at a time.
     */
    private static final int UNSETTLED = 500;

    private StreamHead() {}

    static StreamPosition of(StreamableMessageSource<TrackedEventMessage<?>> events) {
        TrackingToken head = events.createHeadToken();
        return head instanceof GapAwareTrackingToken gapAware
                ? read(events, Math.max(0, gapAware.getIndex() - UNSETTLED), StreamPosition.of(head))
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
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return head;
        }
    }
}
