package io.fluvius.live;

import io.fluvius.domain.Position;
import java.sql.SQLNonTransientConnectionException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.axonframework.common.Registration;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * An event store in memory: events become visible in the order of their indexes, and an append that fails leaves an index
 * without an event. Tests can make reads fail. Safe for use by many threads.
 */
final class OrderedStore implements EventStore {

    private static final int BATCH_SIZE = 5;

    private final TreeMap<Long, DomainEventMessage<?>> committed = new TreeMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long last;
    private int failures;

    /** Uses up the next index without an event. */
    synchronized void failToAppend() {
        last++;
    }

    /** Appends an event and returns its index. */
    long append(DomainEventMessage<?> event) {
        long index;
        synchronized (this) {
            index = ++last;
            committed.put(index, event);
        }
        raise();
        return index;
    }

    /** Replaces the events of an aggregate. */
    synchronized void replace(String aggregate, UnaryOperator<DomainEventMessage<?>> replacement) {
        committed.replaceAll(
                (index, event) -> event.getAggregateIdentifier().equals(aggregate) ? replacement.apply(event) : event);
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
    public synchronized @Nullable TrackingToken createHeadToken() {
        failIfRequested();
        return committed.isEmpty() ? null : new GlobalSequenceTrackingToken(committed.lastKey());
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
    synchronized List<TrackedEventMessage<?>> after(Position position) {
        failIfRequested();
        return committed.tailMap(position.index(), false).entrySet().stream()
                .limit(BATCH_SIZE)
                .<TrackedEventMessage<?>>map(next -> new GenericTrackedDomainEventMessage<>(
                        new GlobalSequenceTrackingToken(next.getKey()), next.getValue()))
                .toList();
    }

    /** The events after one position, up to another one. */
    synchronized List<DomainEventMessage<?>> between(Position from, Position to) {
        return to.includes(from)
                ? List.copyOf(
                        committed.subMap(from.index(), false, to.index(), true).values())
                : List.of();
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
        private Position position;

        Stream(@Nullable TrackingToken token) {
            this.position = Position.of(token);
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            if (read.isEmpty()) {
                read.addAll(after(position));
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
            position = Position.of(next.trackingToken());
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
