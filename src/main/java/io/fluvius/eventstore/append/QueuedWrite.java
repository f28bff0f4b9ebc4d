package io.fluvius.eventstore.append;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An item to be written, the thread that waits for it, and the outcome. The first outcome stays; later ones are ignored.
 * Safe for use by many threads.
 *
 * @param <T> the type of the item
 */
final class QueuedWrite<T> {

    private static final Object WRITTEN = new Object();

    private final T item;
    private final Thread submitter;
    /** Null until complete; then {@link #WRITTEN} or the failure. */
    private final AtomicReference<@Nullable Object> outcome = new AtomicReference<>();

    QueuedWrite(T item, Thread submitter) {
        this.item = item;
        this.submitter = submitter;
    }

    T item() {
        return item;
    }

    /** Completes this write and wakes the submitter. */
    void succeed() {
        complete(WRITTEN);
    }

    /** Completes this write exceptionally and wakes the submitter. */
    void fail(Throwable failure) {
        complete(failure);
    }

    boolean isComplete() {
        return outcome.get() != null;
    }

    /** Wakes the submitter, which checks whether it can write the next group. */
    void wake() {
        LockSupport.unpark(submitter);
    }

    /**
     * Throws the failure if this write has failed.
     *
     * @throws NullPointerException when this write is not complete
     */
    void throwIfFailed() {
        switch (Objects.requireNonNull(outcome.get(), "not complete")) {
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable failure -> throw new IllegalStateException(failure);
            default -> {}
        }
    }

    private void complete(Object result) {
        if (outcome.compareAndSet(null, result)) {
            wake();
        }
    }
}
