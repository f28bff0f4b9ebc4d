package io.fluvius.eventstore.append;

import io.fluvius.eventstore.receipt.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Combines the writes of concurrent threads into groups, and writes one group at a time. A thread that finds no write in
 * progress writes at once. Threads that arrive meanwhile wait; one of them then writes for all. No thread waits for other
 * writes to arrive. With an executor, the groups that virtual threads would write are written there instead.
 *
 * <p>Items with a common key are written in different groups, in the order in which they arrived. Safe for use by many
 * threads. An interrupt ends neither a wait nor a write; the thread is interrupted again when {@link #write} returns.
 *
 * @param <T> the type of an item
 */
final class GroupCommit<T extends GroupCommit.Keyed> {

    private final Sink<T> sink;
    private final Limits limits;
    private final @Nullable Executor executor;
    private final WriteQueue<T> queue;
    private final AtomicBoolean isWriting = new AtomicBoolean();

    /**
     * @param executor a platform thread, for a sink that waits for another process: a virtual thread that waits for a socket
     *     is resumed through several other threads. Null for a sink that is faster without another thread
     */
    GroupCommit(Sink<T> sink, Limits limits, @Nullable Executor executor) {
        this.sink = sink;
        this.limits = limits;
        this.executor = executor;
        this.queue = new WriteQueue<>(limits.queueSize());
    }

    /** An item to be written. */
    interface Keyed {
        /** The keys of the item, always the same. A group contains each key at most once. */
        Set<?> keys();
    }

    /** Writes groups. */
    @FunctionalInterface
    interface Sink<T> {
        /**
         * Writes a group and completes each of its writes. A write that is not complete when this returns fails with an
         * {@link IllegalStateException}; when this throws, it fails with that exception.
         */
        void write(List<QueuedWrite<T>> group);
    }

    /**
     * The limits of a group commit.
     *
     * @param groupSize the maximum number of items in a group
     * @param queueSize the maximum number of items in the queue
     * @param timeout how long {@link GroupCommit#write} waits for the outcome
     */
    record Limits(int groupSize, int queueSize, Duration timeout) {}

    /**
     * Writes an item and returns when the sink has written it.
     *
     * @throws RuntimeException with which the sink failed the write
     * @throws io.fluvius.problem.ProblemException with {@code unavailable}: the queue is full, or the timeout has passed.
     *     Its detail states whether the item was not written or the outcome is unknown
     */
    void write(T item) {
        QueuedWrite<T> write = new QueuedWrite<>(item, Thread.currentThread());
        if (!queue.offer(write)) {
            throw StoreUnavailable.queueFullException();
        }
        // an interrupted thread does not park, and closes the file of an embedded database
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= awaitCompletion(write);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        write.throwIfFailed();
    }

    /** The number of items that wait to be taken into a group. */
    int queueSize() {
        return queue.size();
    }

    /** Returns whether the thread was interrupted meanwhile. */
    private boolean awaitCompletion(QueuedWrite<T> write) {
        long deadline = System.nanoTime() + limits.timeout().toNanos();
        boolean interrupted = false;
        while (!write.isComplete()) {
            if (isWriting.compareAndSet(false, true)) {
                startWriting();
            } else {
                awaitTurn(write, deadline - System.nanoTime());
            }
            interrupted |= Thread.interrupted();
        }
        return interrupted;
    }

    private void awaitTurn(QueuedWrite<T> write, long nanos) {
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        } else if (queue.remove(write)) {
            // this thread may have been woken to write the next group
            queue.wakeFirst();
            write.fail(StoreUnavailable.timeoutException());
        } else {
            write.fail(StoreUnavailable.outcomeUnknownException());
        }
    }

    private void startWriting() {
        if (executor != null && Thread.currentThread().isVirtual()) {
            try {
                executor.execute(this::writeGroups);
                return;
            } catch (RejectedExecutionException stopped) {
                // the sink has stopped, too, and its failure names the reason
            }
        }
        writeNextGroup();
        // threads that arrived meanwhile found a write in progress
        queue.wakeFirst();
    }

    /** Writes groups until none waits. */
    private void writeGroups() {
        do {
            writeNextGroup();
        } while (queue.size() > 0 && isWriting.compareAndSet(false, true));
    }

    private void writeNextGroup() {
        try {
            List<QueuedWrite<T>> group = queue.takeGroup(limits.groupSize());
            if (!group.isEmpty()) {
                write(group);
            }
        } finally {
            isWriting.set(false);
        }
    }

    private void write(List<QueuedWrite<T>> group) {
        try {
            sink.write(group);
            group.stream()
                    .filter(write -> !write.isComplete())
                    .forEach(write -> write.fail(new IllegalStateException("The sink has not completed this write")));
        } catch (RuntimeException | Error failure) {
            group.forEach(write -> write.fail(failure));
        }
    }
}
