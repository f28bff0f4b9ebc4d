package io.fluvius.processing;

import io.fluvius.domain.Position;
import io.fluvius.progress.Signal;
import java.time.Instant;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The events of a store, in streams that call their reader back when there may be more. Without the callback, Axon's
 * processors poll twice a second. Streams that have reached the latest events read them once for all of them, see
 * {@link SharedTail}.
 */
final class SharedEventSource implements StreamableMessageSource<TrackedEventMessage<?>> {

    private final StreamableMessageSource<TrackedEventMessage<?>> store;
    private final Signal appended;
    private final SharedTail tail;

    /** @param forgotten raised when a person was forgotten, whose values are no longer to be read */
    SharedEventSource(StreamableMessageSource<TrackedEventMessage<?>> store, Signal appended, Signal forgotten) {
        this.store = store;
        this.appended = appended;
        this.tail = new SharedTail(store, appended, forgotten);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
        return new SharedEventStream(store, tail, appended, Position.of(after));
    }

    @Override
    public TrackingToken createTailToken() {
        return store.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return store.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return store.createTokenAt(time);
    }
}
