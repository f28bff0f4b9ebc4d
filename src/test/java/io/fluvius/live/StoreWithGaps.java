package io.fluvius.live;

import java.sql.SQLNonTransientConnectionException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.axonframework.common.Registration;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * An event store in memory that behaves as a database does: it assigns an index before the event is committed, so streams
 * pass gaps that are filled later. Tests can make reads fail. Safe for use by many threads.
 */
final class StoreWithGaps implements EventStore {

    private static final int MAX_GAP_OFFSET = 10_000;
    private static final int BATCH_SIZE = 5;

    private final TreeMap<Long, DomainEventMessage<?>> committed = new TreeMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long last;
    private int failures;

    /** Reserves the next index. A test may commit an event there or leave a gap. */
    synchronized long reserve() {
        return ++last;
    }

    long append(DomainEventMessage<?> event) {
        long index = reserve();
        commit(index, event);
        return index;
    }

    void commit(long index, DomainEventMessage<?> event) {
        synchronized (this) {
            committed.put(index, event);
        }
        raise();
    }

    /** Notifies the streams that wait for events. */
    void raise() {
        listeners.forEach(Runnable::run);
    }

    /** Returns the committed events by index. */
    synchronized SortedMap<Long, DomainEventMessage<?>> committed() {
        return new TreeMap<>(committed);
    }

    /** Returns the number of open streams that wait for events. */
    int openStreams() {
        return listeners.size();
    }

    /** Makes the next reads fail. */
    synchronized void fail(int times) {
        failures = times;
    }

    @Override
    public synchronized DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        failIfRequested();
        return DomainEventStream.of(committed.values().stream()
                .filter(event -> event.getAggregateIdentifier().equals(aggregateIdentifier))
                .filter(event -> event.getSequenceNumber() >= firstSequenceNumber)
                .toList()
                .stream());
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier) {
        return readEvents(aggregateIdentifier, 0);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
        return new Stream(after);
    }

    @Override
    public synchronized TrackingToken createHeadToken() {
        return committed.isEmpty() ? null : GapAwareTrackingToken.newInstance(committed.lastKey(), Set.of());
    }

    @Override
    public TrackingToken createTailToken() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super EventMessage<?>> interceptor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration subscribe(Consumer<List<? extends EventMessage<?>>> processor) {
        throw new UnsupportedOperationException();
    }

    /** Returns the next batch of events in the order of their indexes, as one SQL statement does. */
    synchronized List<TrackedEventMessage<?>> after(@Nullable TrackingToken token) {
        failIfRequested();
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        GapAwareTrackingToken last = orStart(token);
        for (Map.Entry<Long, DomainEventMessage<?>> next : beyond(last).entrySet()) {
            if (batch.size() < BATCH_SIZE) {
                last = last.advanceTo(next.getKey(), MAX_GAP_OFFSET);
                batch.add(new GenericTrackedDomainEventMessage<>(last, next.getValue()));
            }
        }
        return batch;
    }

    /** The committed events up to that index, inclusive, that the token does not cover. */
    synchronized List<DomainEventMessage<?>> missing(@Nullable TrackingToken token, long index) {
        return List.copyOf(beyond(orStart(token)).headMap(index, true).values());
    }

    private TreeMap<Long, DomainEventMessage<?>> beyond(GapAwareTrackingToken token) {
        TreeMap<Long, DomainEventMessage<?>> beyond = new TreeMap<>(committed.tailMap(token.getIndex(), false));
        token.getGaps().stream().filter(committed::containsKey).forEach(gap -> beyond.put(gap, committed.get(gap)));
        return beyond;
    }

    private static GapAwareTrackingToken orStart(@Nullable TrackingToken token) {
        return token == null ? GapAwareTrackingToken.newInstance(0, Set.of()) : (GapAwareTrackingToken) token;
    }

    private void failIfRequested() {
        if (failures > 0) {
            failures--;
            throw new StoreUnreachable();
        }
    }

    /** Thrown as if the database were unreachable. */
    static final class StoreUnreachable extends RuntimeException {
        private static final long serialVersionUID = 1;

        StoreUnreachable() {
            super(new SQLNonTransientConnectionException("connection lost", "08003"));
        }
    }

    private final class Stream implements BlockingStream<TrackedEventMessage<?>> {

        private final List<Runnable> callbacks = new ArrayList<>();
        private final Deque<TrackedEventMessage<?>> read = new ArrayDeque<>();
        private @Nullable TrackingToken token;

        Stream(@Nullable TrackingToken token) {
            this.token = token;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            if (read.isEmpty()) {
                read.addAll(after(token));
            }
            return Optional.ofNullable(read.peek());
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) {
            return peek().isPresent();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
            TrackedEventMessage<?> next = peek().orElseThrow();
            read.remove();
            token = next.trackingToken();
            return next;
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            callbacks.add(callback);
            listeners.add(callback);
            return true;
        }

        @Override
        public void close() {
            listeners.removeAll(callbacks);
        }
    }
}
