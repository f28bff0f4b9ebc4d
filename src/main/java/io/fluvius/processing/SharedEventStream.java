package io.fluvius.processing;

import io.fluvius.domain.Position;
import io.fluvius.progress.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * A stream that reads the store until it has caught up, and then the {@link SharedTail}. Several threads may read it, one at
 * a time.
 */
final class SharedEventStream implements BlockingStream<TrackedEventMessage<?>> {

    private final StreamableMessageSource<TrackedEventMessage<?>> store;
    private final SharedTail tail;
    private final Signal appended;
    private final Disposable.Swap subscription = Disposables.swap();
    private final Deque<TrackedEventMessage<?>> pending = new ArrayDeque<>();

    private Position position;
    /** Reads the store; null while this stream reads the tail. */
    private @Nullable BlockingStream<TrackedEventMessage<?>> own;

    SharedEventStream(
            StreamableMessageSource<TrackedEventMessage<?>> store, SharedTail tail, Signal appended, Position after) {
        this.store = store;
        this.tail = tail;
        this.appended = appended;
        this.position = after;
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        subscription.update(appended.addListener(callback));
        return true;
    }

    @Override
    public synchronized Optional<TrackedEventMessage<?>> peek() {
        try {
            fill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(pending.peek());
    }

    @Override
    public synchronized boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        fill();
        if (!pending.isEmpty() || timeout <= 0) {
            return !pending.isEmpty();
        }
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        Semaphore signals = new Semaphore(0);
        Disposable listener = appended.addListener(signals::release);
        try {
            fill();
            while (pending.isEmpty() && signals.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                fill();
            }
        } finally {
            listener.dispose();
        }
        return !pending.isEmpty();
    }

    @Override
    public synchronized TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (pending.isEmpty()) {
            hasNextAvailable(1, TimeUnit.SECONDS);
        }
        return pending.remove();
    }

    private void fill() throws InterruptedException {
        if (!pending.isEmpty()) {
            return;
        }
        if (own == null) {
            Optional<List<TrackedEventMessage<?>>> shared = tail.after(position, false);
            if (shared.isPresent()) {
                take(shared.get());
                return;
            }
            own = store.openStream(position.token());
        }
        if (own.hasNextAvailable()) {
            take(List.of(own.nextAvailable()));
            return;
        }
        tail.after(position, true).ifPresent(shared -> {
            close(own);
            own = null;
            take(shared);
        });
    }

    private void take(List<TrackedEventMessage<?>> events) {
        pending.addAll(events);
        if (!events.isEmpty()) {
            position = Position.of(events.getLast().trackingToken());
        }
    }

    @Override
    public void close() {
        subscription.dispose();
        close(own);
    }

    private static void close(@Nullable BlockingStream<TrackedEventMessage<?>> stream) {
        if (stream != null) {
            stream.close();
        }
    }
}
