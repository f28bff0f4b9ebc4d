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
 * One follower as the feed sees it: a filter, and a bounded queue of what passes through it. A queue that overflows is
 * emptied and told so; the feed never waits. The feed offers and one other thread takes.
 */
final class Subscriber<V extends Record> {

    private final ViewType<V> view;
    private final Filter filter;
    private final FilterMatcher<V> matcher;
    private final int capacity;
    private final Deque<MatchedChange<V>> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.OPEN;

    /** How it goes. */
    enum State {
        /** Everything is told. */
        OPEN,
        /** Something could not be told: it must begin again. */
        LOST,
        /** The application stops. */
        CLOSED
    }

    Subscriber(ViewType<V> view, Filter filter, int capacity) {
        this.view = view;
        this.filter = filter;
        this.matcher = new FilterMatcher<>(view);
        this.capacity = capacity;
    }

    ViewType<V> view() {
        return view;
    }

    /** What an event means to this follower; null for nothing. */
    @Nullable MatchedChange<V> see(RowTransition<V> transition) {
        return transition.seenThrough(filter, matcher);
    }

    void offer(RowTransition<V> transition) {
        MatchedChange<V> seen = see(transition);
        if (seen == null) {
            return;
        }
        lock.lock();
        try {
            if (state != State.OPEN) {
                return;
            }
            if (queue.size() == capacity) {
                become(State.LOST);
            } else {
                queue.add(seen);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void end(State end) {
        lock.lock();
        try {
            become(end);
        } finally {
            lock.unlock();
        }
    }

    /** The next one; null when there is none in that time, or never again. */
    @Nullable MatchedChange<V> take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (queue.isEmpty() && state == State.OPEN && left > 0) {
                left = changed.awaitNanos(left);
            }
            return queue.poll();
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

    private void become(State next) {
        queue.clear();
        if (state != State.CLOSED) {
            state = next;
        }
        changed.signal();
    }
}
