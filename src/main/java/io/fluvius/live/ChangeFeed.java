package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Redaction;
import io.fluvius.progress.Freshness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Reads new events, whichever node appended them, and notifies the subscribers of this node. Subscribers are notified of
 * an event only when the table of the view includes it, so that a subscriber that then reads the view sees the change.
 * The feed reads no events while it has no subscribers. Safe for use by many threads.
 */
final class ChangeFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

    /** Bounds the delay after a lost signal. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    /** The most events that are read before their subscribers are notified. */
    private static final int BATCH_SIZE = 256;

    private final LiveEvents events;
    private final Freshness freshness;

    private final List<Subscriber<?>> subscribers = new CopyOnWriteArrayList<>();
    private final Semaphore signals = new Semaphore(0);
    private final LongAdder dropped = new LongAdder();
    private volatile Position position = Position.START;
    /** Changes when the feed continues from another position, so that the reader opens a new stream. */
    private volatile long session;

    private volatile boolean closed;
    private @Nullable Thread reader;

    ChangeFeed(LiveEvents events, Freshness freshness) {
        this.events = events;
        this.freshness = freshness;
    }

    /** Adds a subscriber. It is notified of all events that the returned position does not include. */
    synchronized Position subscribe(Subscriber<?> subscriber) {
        if (closed) {
            subscriber.end(Subscriber.State.CLOSED);
            return position;
        }
        if (subscribers.isEmpty()) {
            position = events.head();
            session++;
        }
        if (reader == null || !reader.isAlive()) {
            reader = Thread.ofVirtual().name("changes").start(this::read);
        }
        subscribers.add(subscriber);
        signals.release();
        return position;
    }

    void unsubscribe(Subscriber<?> subscriber) {
        subscribers.remove(subscriber);
    }

    int subscriberCount() {
        return subscribers.size();
    }

    /** The number of changes that subscribers did not receive, because they were too slow and received the state again. */
    long droppedCount() {
        return dropped.sum();
    }

    /**
     * Ends all subscriptions permanently; later subscribers end at once. Called when the application context begins to close,
     * before the web server waits for its requests to end, because the requests of subscribers do not end by themselves.
     */
    @EventListener(ContextClosedEvent.class)
    synchronized void close() {
        closed = true;
        subscribers.forEach(it -> it.end(Subscriber.State.CLOSED));
        // no interrupt: it would break the database connection that the reader may be using
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
            } catch (InterruptedException interrupted) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn(
                        "The change feed cannot read events; its subscribers restart with a snapshot",
                        Redaction.redact(failure));
                restartSubscribers();
            }
        }
    }

    /** Reads until the last subscriber leaves or another session begins. */
    private void readSession(long current) throws InterruptedException {
        TransitionCalculator transitions = events.transitions();
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(position)) {
            stream.setOnAvailableCallback(signals::release);
            while (!closed && session == current && !subscribers.isEmpty()) {
                List<TrackedEventMessage<?>> batch = available(stream);
                if (batch.isEmpty()) {
                    awaitSignal();
                } else {
                    publish(batch, transitions, current);
                }
            }
        }
    }

    private static List<TrackedEventMessage<?>> available(BlockingStream<TrackedEventMessage<?>> stream)
            throws InterruptedException {
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        while (batch.size() < BATCH_SIZE && stream.hasNextAvailable()) {
            batch.add(stream.nextAvailable());
        }
        return batch;
    }

    private void publish(List<TrackedEventMessage<?>> batch, TransitionCalculator transitions, long current) {
        Position last = Position.of(batch.getLast().trackingToken());
        Set<ViewType<?>> upToDate = new HashSet<>();
        for (TrackedEventMessage<?> event : batch) {
            Position position = Position.of(event.trackingToken());
            Map<Class<?>, List<? extends RowTransition<?>>> effects = new HashMap<>();
            List<ViewType<?>> missing = publish(event, position, effects, current);
            while (!missing.isEmpty()) {
                for (ViewType<?> view : missing) {
                    if (upToDate.add(view)) {
                        awaitState(view, last);
                    }
                    effects.put(view.record(), transitions.of(view, (DomainEventMessage<?>) event, position));
                }
                missing = publish(event, position, effects, current);
            }
        }
    }

    /**
     * Notifies the subscribers of the effects of an event, and advances past it, so that a later subscriber starts after it.
     *
     * @param effects the effects on the rows of each view, by its record
     * @return the views that have subscribers, but whose effects are missing; then nothing is done
     */
    private synchronized List<ViewType<?>> publish(
            TrackedEventMessage<?> event,
            Position next,
            Map<Class<?>, List<? extends RowTransition<?>>> effects,
            long current) {
        if (session != current) {
            return List.of();
        }
        List<ViewType<?>> missing = events.viewsOf(event).stream()
                .filter(view -> !effects.containsKey(view.record()))
                .filter(view -> subscribers.stream().anyMatch(it -> it.view().record() == view.record()))
                .toList();
        if (missing.isEmpty()) {
            position = next;
            Tenant tenant = Tenant.of(event.getMetaData());
            List<Subscriber<?>> ofTenant =
                    subscribers.stream().filter(it -> it.isOf(tenant)).toList();
            if (events.erases(event)) {
                ofTenant.forEach(it -> it.endIfAsksForPersonalData(effects.keySet()));
            }
            ofTenant.forEach(
                    it -> dropped.add(offer(it, effects.getOrDefault(it.view().record(), List.of()))));
        }
        return missing;
    }

    @SuppressWarnings("unchecked") // the effects are those on the view of the subscriber
    private static <V extends Record> int offer(
            Subscriber<V> subscriber, List<? extends RowTransition<?>> transitions) {
        return subscriber.offer((List<RowTransition<V>>) transitions);
    }

    private void awaitState(ViewType<?> view, Position event) {
        while (!closed && !freshness.tryAwait(view, null, event, POLL_INTERVAL)) {
            LOG.debug("Subscribers to {} wait for its projection", view.resource());
        }
    }

    private void awaitSignal() throws InterruptedException {
        signals.tryAcquire(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        signals.drainPermits();
    }

    private synchronized void restartSubscribers() {
        subscribers.forEach(it -> it.end(Subscriber.State.OUT_OF_SYNC));
        subscribers.clear();
        session++;
    }
}
