package io.fluvius.processing;

import io.fluvius.progress.Signal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The events of a store, in streams that call their reader back when there may be more. Without the callback, Axon's
 * processors poll twice a second.
 */
final class SignallingEventSource implements StreamableMessageSource<TrackedEventMessage<?>> {

    private final StreamableMessageSource<TrackedEventMessage<?>> store;
    private final Signal appended;

    SignallingEventSource(StreamableMessageSource<TrackedEventMessage<?>> store, Signal appended) {
        this.store = store;
        this.appended = appended;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
        return new Signalling(store.openStream(after), appended);
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
    public TrackingToken createTokenAt(java.time.Instant time) {
        return store.createTokenAt(time);
    }

    /** Several threads may read the stream, one at a time. */
    private static final class Signalling implements BlockingStream<TrackedEventMessage<?>> {

        private final BlockingStream<TrackedEventMessage<?>> events;
        private final Signal appended;
        private final Disposable.Swap subscription = Disposables.swap();

        Signalling(BlockingStream<TrackedEventMessage<?>> events, Signal appended) {
            this.events = events;
            this.appended = appended;
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            subscription.update(appended.addListener(callback));
            return true;
        }

        @Override
        public synchronized Optional<TrackedEventMessage<?>> peek() {
            return events.peek();
        }

        @Override
        public synchronized boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return events.hasNextAvailable(timeout, unit);
        }

        @Override
        public synchronized TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return events.nextAvailable();
        }

        @Override
        public synchronized void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
            events.skipMessagesWithPayloadTypeOf(ignored);
        }

        @Override
        public void close() {
            subscription.dispose();
            events.close();
        }
    }
}
