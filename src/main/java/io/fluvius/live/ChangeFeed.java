package io.fluvius.live;

import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Failures;
import io.fluvius.progress.Freshness;
import io.fluvius.progress.Position;
import io.fluvius.progress.Projections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events as they come, on behalf of all followers of this node, whichever node appended them. Each event is
 * told once the view's table includes it, so that whoever is told finds it there. Reads nothing while nobody follows.
 * Safe for use by many threads.
 */
final class ChangeFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

    /** Should a signal be lost. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** How many events are told together, and then the next are waited for. */
    private static final int BATCH = 256;

    private final EventStore store;
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final Projections projections;
    private final Failures failures;
    private final Freshness freshness;
    private final EventViews views;

    private final List<Subscriber<?>> subscribers = new CopyOnWriteArrayList<>();
    private final Semaphore signals = new Semaphore(0);
    private volatile StreamPosition place = StreamPosition.of(null);
    private volatile long session;
    private volatile boolean closed;
    private @Nullable Thread reader;

    ChangeFeed(
            EventStore store,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            Projections projections,
            Failures failures,
            Freshness freshness,
            EventViews views) {
        this.store = store;
        this.events = events;
        this.projections = projections;
        this.failures = failures;
        this.freshness = freshness;
        this.views = views;
    }

    /** Tells a subscriber of all events beyond the place that is given back. */
    synchronized StreamPosition join(Subscriber<?> subscriber) {
        if (closed) {
            subscriber.end(Subscriber.State.CLOSED);
            return place;
        }
        if (subscribers.isEmpty()) {
            place = StreamHead.of(events);
            session++;
        }
        if (reader == null || !reader.isAlive()) {
            reader = Thread.ofVirtual().name("changes").start(this::read);
        }
        subscribers.add(subscriber);
        signals.release();
        return place;
    }

    void leave(Subscriber<?> subscriber) {
        subscribers.remove(subscriber);
    }

    int followers() {
        return subscribers.size();
    }

    /** Ends it for every follower, for good. */
    synchronized void close() {
        closed = true;
        subscribers.forEach(it -> it.end(Subscriber.State.CLOSED));
        // an interrupt would break the connection that the reader may be using
        signals.release();
    }

    private void read() {
        while (!closed) {
            try {
                if (subscribers.isEmpty()) {
                    signals.acquire();
                } else {
                    readSession(session);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn("The feed of changes is interrupted, its followers begin again", failure);
                lose();
            }
        }
    }

    /** Until nobody follows, or somebody does again. */
    private void readSession(long current) throws InterruptedException {
        TransitionCalculator transitions = new TransitionCalculator(store, projections, failures);
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(place.token(events.createHeadToken()))) {
            stream.setOnAvailableCallback(signals::release);
            while (!closed && session == current && !subscribers.isEmpty()) {
                List<TrackedEventMessage<?>> batch = available(stream);
                if (batch.isEmpty()) {
                    awaitSignal();
                } else {
                    tell(batch, transitions, current);
                }
            }
        }
    }

    private static List<TrackedEventMessage<?>> available(BlockingStream<TrackedEventMessage<?>> stream)
            throws InterruptedException {
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        while (batch.size() < BATCH && stream.hasNextAvailable()) {
            batch.add(stream.nextAvailable());
        }
        return batch;
    }

    private void tell(List<TrackedEventMessage<?>> batch, TransitionCalculator transitions, long current) {
        Position last =
                new Position(StreamPosition.of(batch.getLast().trackingToken()).index());
        Set<ViewType<?>> upToDate = new HashSet<>();
        for (TrackedEventMessage<?> event : batch) {
            StreamPosition next = StreamPosition.of(event.trackingToken());
            ViewType<?> view = followed(event, next, current);
            if (view != null) {
                if (upToDate.add(view)) {
                    awaitState(view, last);
                }
                tell(view, event, next, transitions, current);
            }
        }
    }

    /** What an event changes; null when nobody follows that: who does so from now on joins behind the event. */
    private synchronized @Nullable ViewType<?> followed(
            TrackedEventMessage<?> event, StreamPosition next, long current) {
        ViewType<?> view = views.of(event);
        if (view != null && subscribers.stream().anyMatch(it -> it.view().record() == view.record())) {
            return view;
        }
        advance(next, current);
        return null;
    }

    private <V extends Record> void tell(
            ViewType<V> view,
            TrackedEventMessage<?> event,
            StreamPosition next,
            TransitionCalculator transitions,
            long current) {
        RowTransition<V> transition =
                transitions.of(view, (DomainEventMessage<?>) event, place.eventBefore(next), next);
        synchronized (this) {
            advance(next, current);
            if (transition != null && session == current) {
                offer(view, transition);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private <V extends Record> void offer(ViewType<V> view, RowTransition<V> transition) {
        for (Subscriber<?> subscriber : subscribers) {
            if (subscriber.view().record() == view.record()) {
                ((Subscriber<V>) subscriber).offer(transition);
            }
        }
    }

    private synchronized void advance(StreamPosition next, long current) {
        if (session == current) {
            place = next;
        }
    }

    private void awaitState(ViewType<?> view, Position position) {
        while (!closed && !freshness.tryAwait(view, null, position, LOOK_AGAIN)) {
            LOG.debug("Followers of {} wait for its projection", view.resource());
        }
    }

    private void awaitSignal() throws InterruptedException {
        signals.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        signals.drainPermits();
    }

    /** They join again. */
    private synchronized void lose() {
        subscribers.forEach(it -> it.end(Subscriber.State.LOST));
        subscribers.clear();
        session++;
    }
}
