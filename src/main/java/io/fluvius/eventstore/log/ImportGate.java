package io.fluvius.eventstore.log;

import io.fluvius.eventstore.receipt.StoreUnavailable;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/** Lets no command write while a log is imported. Safe for use by many threads. */
public final class ImportGate {

    private static final long OPEN = 0;

    private final StampedLock lock = new StampedLock();
    private volatile long closed = OPEN;

    /**
     * Writes something.
     *
     * @throws io.fluvius.problem.ProblemException with {@code unavailable} while the gate is closed
     */
    public <T> T pass(Supplier<T> write) {
        long stamp = lock.tryReadLock();
        if (stamp == OPEN) {
            throw StoreUnavailable.importException();
        }
        try {
            return write.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Closes the gate, if it is not closed, and returns when the writes in progress have ended. One thread may do so at a time. */
    public void close() {
        if (closed == OPEN) {
            closed = lock.writeLock();
        }
    }

    /** Opens the gate, which is closed. */
    public void open() {
        long stamp = closed;
        closed = OPEN;
        lock.unlockWrite(stamp);
    }
}
