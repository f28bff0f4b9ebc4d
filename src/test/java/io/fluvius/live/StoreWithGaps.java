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
 * Events in memory, as a database has them: an index is given out before its event is committed, so that streams pass by
 * gaps which are filled later. Fails when told to. Safe for use by many threads.
 */
final class StoreWithGaps implements EventStore {

    private static final int MANY_GAPS = 10_000;
    private static final int BATCH = 5;

    private final TreeMap<Long, DomainEventMessage<?>> committed = new TreeMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long last;
    private int failures;

    /** The next index; an event may be committed there or not. */
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

    /** Calls those who wait for events. */
    void raise() {
        listeners.forEach(Runnable::run);
    }

    /** Every event that is committed, by its index. */
    synchronized SortedMap<Long, DomainEventMessage<?>> committed() {
        return new TreeMap<>(committed);
    }

    /** How many streams wait for events. */
    int waiting() {
        return listeners.size();
    }

    /** The next reads fail, so many of them. */
    synchronized void fail(int times) {
        failures = times;
    }

    @Override
    public synchronized DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        failIfTold();
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

    /** The next few events in the order of their indexes, as one statement finds them. */
    synchronized List<TrackedEventMessage<?>> after(@Nullable TrackingToken token) {
        failIfTold();
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        GapAwareTrackingToken last =
                token == null ? GapAwareTrackingToken.newInstance(0, Set.of()) : (GapAwareTrackingToken) token;
        TreeMap<Long, DomainEventMessage<?>> found = new TreeMap<>(committed.tailMap(last.getIndex(), false));
        last.getGaps().stream().filter(committed::containsKey).forEach(gap -> found.put(gap, committed.get(gap)));
        for (Map.Entry<Long, DomainEventMessage<?>> next : found.entrySet()) {
            if (batch.size() < BATCH) {
                last = last.advanceTo(next.getKey(), MANY_GAPS);
                batch.add(new GenericTrackedDomainEventMessage<>(last, next.getValue()));
            }
        }
        return batch;
    }

    private void failIfTold() {
        if (failures > 0) {
            failures--;
            throw new StoreIsGone();
        }
    }

    /** As when the database cannot be reached. */
    static final class StoreIsGone extends RuntimeException {
        private static final long serialVersionUID = 1;

        StoreIsGone() {
            super(new SQLNonTransientConnectionException("gone", "08003"));
        }
    }

    private final class Stream implements BlockingStream<TrackedEventMessage<?>> {

        private final List<Runnable> mine = new ArrayList<>();
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
            mine.add(callback);
            listeners.add(callback);
            return true;
        }

        @Override
        public void close() {
            listeners.removeAll(mine);
        }
    }
}
