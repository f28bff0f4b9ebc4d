package io.fluvius.processing;

import io.fluvius.domain.Position;
import io.fluvius.progress.Signal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of a store, which all streams that have caught up read from memory. The store is queried by the stream
 * that asks first after an append, so new events are read once, whatever the number of processors, and arrive no later. This is
 * possible because events become visible in the order of their positions. Safe for use by many threads.
 */
final class SharedTail {

    /** Bounds memory: an event can name a thousand members of a group, which takes about 40 KB. */
    static final int MAX_EVENTS = 1_024;

    /** The most events that one query of a stream returns. */
    static final int BATCH_SIZE = 256;

    /** Bounds the delay after a lost signal. */
    private static final long MAX_AGE_NANOS = Duration.ofMillis(500).toNanos();

    private final StreamableMessageSource<TrackedEventMessage<?>> store;
    /** Counts the appends, so that nothing is read while there is nothing new. */
    private final AtomicLong appends = new AtomicLong();
    /** Whether the events in memory may contain values of a person who was forgotten. */
    private final AtomicBoolean outdated = new AtomicBoolean();

    private final Deque<TrackedEventMessage<?>> events = new ArrayDeque<>();
    /** The position before the first event; null until the first stream has caught up. */
    private @Nullable Position start;

    private Position end = Position.START;
    private @Nullable BlockingStream<TrackedEventMessage<?>> stream;
    private long appendsRead = -1;
    private long readAtNanos;

    SharedTail(StreamableMessageSource<TrackedEventMessage<?>> store, Signal appended, Signal forgotten) {
        this.store = store;
        appended.addListener(appends::incrementAndGet);
        forgotten.addListener(() -> outdated.set(true));
    }

    /**
     * Returns the next events after a position, none if there are none yet; empty if the position is before the first event in
     * memory, so that the caller has to read the store itself.
     *
     * @param isCaughtUp whether the caller knows that the store had no event after the position
     */
    synchronized Optional<List<TrackedEventMessage<?>>> after(Position position, boolean isCaughtUp) {
        if (outdated.getAndSet(false)) {
            drop();
        }
        if (start == null && isCaughtUp) {
            start = position;
            end = position;
        }
        if (start == null || !position.includes(start)) {
            return Optional.empty();
        }
        boolean mayHaveMore = true;
        while (mayHaveMore && position.includes(end)) {
            mayHaveMore = read();
        }
        return Optional.of(cached(position));
    }

    private List<TrackedEventMessage<?>> cached(Position position) {
        Deque<TrackedEventMessage<?>> found = new ArrayDeque<>();
        Iterator<TrackedEventMessage<?>> latest = events.descendingIterator();
        while (latest.hasNext()) {
            TrackedEventMessage<?> event = latest.next();
            if (position.includes(Position.of(event.trackingToken()))) {
                break;
            }
            found.addFirst(event);
        }
        return found.stream().limit(BATCH_SIZE).toList();
    }

    /** Reads a part of what was appended since the last time. Returns whether there may be more. */
    private boolean read() {
        long current = appends.get();
        long now = System.nanoTime();
        if (current == appendsRead && now - readAtNanos < MAX_AGE_NANOS) {
            return false;
        }
        try {
            BlockingStream<TrackedEventMessage<?>> open = stream == null ? store.openStream(end.token()) : stream;
            stream = open;
            for (int read = 0; read < BATCH_SIZE; read++) {
                if (!open.hasNextAvailable()) {
                    appendsRead = current;
                    readAtNanos = now;
                    return false;
                }
                add(open.nextAvailable());
            }
            return true;
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private void add(TrackedEventMessage<?> event) {
        events.add(event);
        end = Position.of(event.trackingToken());
        if (events.size() > MAX_EVENTS) {
            start = Position.of(events.remove().trackingToken());
        }
    }

    /** Has streams that are behind read the store, and this one too: it may have read ahead. */
    private void drop() {
        close();
        events.clear();
        start = start == null ? null : end;
    }

    /** The next stream continues after the last event that was added. */
    private void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
