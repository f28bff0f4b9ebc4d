package io.fluvius.live;

import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Filter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber of the feed: a filter and a bounded buffer for the changes that it matches. If the buffer overflows, it is
 * cleared and the subscriber is {@link State#OUT_OF_SYNC}; the feed never waits. Safe for use by the feed, which offers
 * changes, and one other thread, which takes them.
 */
final class Subscriber<V extends Record> {

    private final ViewType<V> view;
    private final Filter filter;
    private final int capacity;
    private final Deque<RowTransition<V>> buffer = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.OPEN;

    /** The state of a subscriber. */
    enum State {
        /** The subscriber receives every matching change. */
        OPEN,
        /** Changes were dropped because the buffer overflowed or the feed failed: the subscriber must start again. */
        OUT_OF_SYNC,
        /** The application is stopping. */
        CLOSED
    }

    Subscriber(ViewType<V> view, Filter filter, int capacity) {
        this.view = view;
        this.filter = filter;
        this.capacity = capacity;
    }

    ViewType<V> view() {
        return view;
    }

    /** Buffers the change if the filter matches it. */
    void offer(RowTransition<V> transition) {
        RowTransition<V> change = transition.matchedBy(view, filter);
        if (change == null) {
            return;
        }
        lock.lock();
        try {
            if (state != State.OPEN) {
                return;
            }
            if (buffer.size() == capacity) {
                clear(State.OUT_OF_SYNC);
            } else {
                buffer.add(change);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Discards the buffered changes and changes the state. A closed subscriber remains closed. */
    void end(State end) {
        lock.lock();
        try {
            clear(end);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next change. Returns null if none arrives within the timeout or the subscriber has ended. */
    @Nullable RowTransition<V> take(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout.toNanos();
            while (buffer.isEmpty() && state == State.OPEN && left > 0) {
                left = changed.awaitNanos(left);
            }
            return buffer.poll();
        } finally {
            lock.unlock();
        }
    }

    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    private void clear(State next) {
        buffer.clear();
        if (state != State.CLOSED) {
            state = next;
        }
        changed.signal();
    }
}
