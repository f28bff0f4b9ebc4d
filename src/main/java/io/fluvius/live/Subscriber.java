package io.fluvius.live;

import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber of the feed: a filter and a bounded buffer for the changes that it matches. If the buffer overflows, it is
 * cleared and the subscriber is {@link State#OUT_OF_SYNC}; the feed never waits. Safe for use by the feed, which offers
 * changes, and one other thread, which takes them.
 */
final class Subscriber<V extends Record> {

    private final ViewType<V> view;
    private final Tenant tenant;
    private final Filter filter;
    /** Matched changes; an empty element only wakes the thread that takes them. */
    private final BlockingQueue<Optional<RowTransition<V>>> buffer;

    private volatile State state = State.OPEN;

    /** The state of a subscriber. */
    enum State {
        /** The subscriber receives every matching change. */
        OPEN,
        /** Changes were dropped, or could not be computed: the subscriber must start again. */
        OUT_OF_SYNC,
        /** The application is stopping. */
        CLOSED
    }

    Subscriber(ViewType<V> view, Tenant tenant, Filter filter, int capacity) {
        this.view = view;
        this.tenant = tenant;
        this.filter = filter;
        this.buffer = new LinkedBlockingQueue<>(capacity);
    }

    ViewType<V> view() {
        return view;
    }

    /** Whether the subscriber belongs to a tenant; the effects of events of others are not offered. */
    boolean isOf(Tenant other) {
        return tenant.equals(other);
    }

    /** Buffers those effects of an event that the filter matches. Returns the number of changes that were dropped. */
    int offer(List<RowTransition<V>> ofEvent) {
        int dropped = 0;
        for (RowTransition<V> change : RowTransition.matched(ofEvent, view, filter)) {
            if (state == State.OPEN && !buffer.offer(Optional.of(change))) {
                dropped += buffer.size() + 1;
                end(State.OUT_OF_SYNC);
            }
        }
        return dropped;
    }

    /**
     * Has the subscriber start again, if its filter asks for personal data of one of these views: of which values an event has erased,
     * it is no longer known whether they matched.
     */
    void endIfAsksForPersonalData(Set<Class<?>> views) {
        if (views.contains(view.record()) && filter.fields().anyMatch(ViewField::personal)) {
            end(State.OUT_OF_SYNC);
        }
    }

    /** Discards the buffered changes and changes the state. A closed subscriber remains closed. */
    synchronized void end(State end) {
        if (state != State.CLOSED) {
            state = end;
        }
        buffer.clear();
        // wakes the thread that waits for a change
        buffer.offer(Optional.empty());
    }

    /** Takes the next change. Returns null if none arrives within the timeout or the subscriber has ended. */
    @Nullable RowTransition<V> take(Duration timeout) throws InterruptedException {
        if (state != State.OPEN) {
            return null;
        }
        Optional<RowTransition<V>> change = buffer.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        // if the subscriber has ended meanwhile, changes before this one may have been discarded
        return change == null || state != State.OPEN ? null : change.orElse(null);
    }

    State state() {
        return state;
    }
}
