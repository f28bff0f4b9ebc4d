package io.fluvius.processing;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** A source of the events in a list. */
record ListedEvents(List<? extends TrackedEventMessage<?>> events)
        implements StreamableMessageSource<TrackedEventMessage<?>> {

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
        return new Stream(new ArrayDeque<>(events.stream()
                .filter(event -> after == null || !after.covers(event.trackingToken()))
                .toList()));
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return null;
    }

    @Override
    public TrackingToken createHeadToken() {
        return events.getLast().trackingToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        throw new UnsupportedOperationException();
    }

    private record Stream(Queue<TrackedEventMessage<?>> remaining) implements BlockingStream<TrackedEventMessage<?>> {

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return Optional.ofNullable(remaining.peek());
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) {
            return !remaining.isEmpty();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
            return remaining.remove();
        }

        @Override
        public void close() {}
    }
}
