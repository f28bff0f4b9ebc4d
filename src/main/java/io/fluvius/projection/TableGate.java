package io.fluvius.projection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets the threads of this node use the tables of views, and keeps them away for the moment in which tables are replaced. H2
 * renames one table at a time, so that without the gate a statement would find none. Safe for use by many threads.
 */
final class TableGate {

    /** Fair, so that it can be closed while there are always readers. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    /** Runs work that reads tables. */
    <T> T enter(Supplier<T> work) {
        Lock entry = lock.readLock();
        entry.lock();
        try {
            return work.get();
        } finally {
            entry.unlock();
        }
    }

    /** Keeps the gate open until the transaction of the calling thread has ended. Does nothing outside of a transaction. */
    void enterUntilEndOfTransaction() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            Lock entry = lock.readLock();
            entry.lock();
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    entry.unlock();
                }
            });
        }
    }

    /**
     * Runs work that replaces tables, when no other thread uses one.
     *
     * @return false if some thread used a table all the time; then nothing has been done
     */
    boolean close(Duration maxWait, Runnable work) {
        try {
            if (!lock.writeLock().tryLock(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
