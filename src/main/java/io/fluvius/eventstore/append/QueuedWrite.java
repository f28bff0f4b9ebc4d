package io.fluvius.eventstore.append;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work, the thread that waits for it, and how it ended. It ends once; what comes after that is ignored. Safe for
 * use by many threads.
 *
 * @param <T> the work
 */
final class QueuedWrite<T> {

    private static final Object WRITTEN = new Object();

    private final T work;
    private final Thread owner;
    /** Null until it has ended; then {@link #WRITTEN} or a failure. */
    private final AtomicReference<@Nullable Object> end = new AtomicReference<>();

    QueuedWrite(T work, Thread owner) {
        this.work = work;
        this.owner = owner;
    }

    T work() {
        return work;
    }

    void succeed() {
        end(WRITTEN);
    }

    void fail(Throwable failure) {
        end(failure);
    }

    boolean isEnded() {
        return end.get() != null;
    }

    /** Lets the owner look whether it is its turn. */
    void wake() {
        LockSupport.unpark(owner);
    }

    /** Throws with what it failed, if it did. */
    void throwFailure() {
        switch (Objects.requireNonNull(end.get(), "not ended")) {
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable failure -> throw new IllegalStateException(failure);
            default -> {}
        }
    }

    private void end(Object how) {
        if (end.compareAndSet(null, how)) {
            wake();
        }
    }
}
