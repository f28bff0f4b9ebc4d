package io.fluvius.eventstore.append;

import io.fluvius.eventstore.receipt.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets threads that have something to write at the same time write it together. Whoever comes while nobody writes does so
 * at once, alone and on its own thread; whoever comes meanwhile waits, and one of those writes for all of them. Nobody
 * waits for company.
 *
 * <p>Of work with a key in common only the first goes into a group, the rest into later ones, in its order. Safe for use
 * by many threads; interrupting one neither stops its wait nor what it writes.
 *
 * @param <T> the work
 */
final class GroupCommit<T extends GroupCommit.Work> {

    private final Writer<T> writer;
    private final Limits limits;
    private final WriteQueue<T> line;
    private final Semaphore writers;

    GroupCommit(Writer<T> writer, Limits limits) {
        this.writer = writer;
        this.limits = limits;
        this.line = new WriteQueue<>(limits.queue());
        this.writers = new Semaphore(limits.writers());
    }

    /** Something to write. */
    interface Work {
        /** What must not stand in one group twice. */
        Set<?> keys();
    }

    /** Writes groups. */
    @FunctionalInterface
    interface Writer<T> {
        /** Writes a group, and ends each ticket. Those that it leaves open end with what it throws. */
        void write(List<QueuedWrite<T>> group);
    }

    /**
     * How much, and how long.
     *
     * @param writers how many groups are written at once
     * @param group the most pieces of work in a group
     * @param queue the most pieces that wait
     * @param timeout how long a piece waits for its end
     */
    record Limits(int writers, int group, int queue, Duration timeout) {}

    /**
     * Returns once the work is written.
     *
     * @throws RuntimeException with which the writer ended it
     * @throws io.fluvius.problem.ProblemException with {@code unavailable} when too much is waiting, or time is up
     */
    void write(T work) {
        QueuedWrite<T> ticket = new QueuedWrite<>(work, Thread.currentThread());
        if (!line.offer(ticket)) {
            throw StoreUnavailable.queueFullException();
        }
        // an interrupt would make the wait a busy one, and close the file of an embedded database
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= awaitEnd(ticket);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        ticket.throwFailure();
    }

    /** How many pieces of work wait for a writer. */
    int waiting() {
        return line.size();
    }

    private boolean awaitEnd(QueuedWrite<T> ticket) {
        long deadline = System.nanoTime() + limits.timeout().toNanos();
        boolean interrupted = false;
        while (!ticket.isEnded()) {
            if (writers.tryAcquire()) {
                writeNext();
            } else {
                awaitTurn(ticket, deadline - System.nanoTime());
            }
            interrupted |= Thread.interrupted();
        }
        return interrupted;
    }

    private void awaitTurn(QueuedWrite<T> ticket, long nanos) {
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        } else if (line.remove(ticket)) {
            // it may have been woken to write
            line.wakeFirst();
            ticket.fail(StoreUnavailable.timeoutException());
        } else {
            ticket.fail(StoreUnavailable.outcomeUnknownException());
        }
    }

    private void writeNext() {
        try {
            List<QueuedWrite<T>> group = line.take(limits.group());
            if (!group.isEmpty()) {
                write(group);
            }
        } finally {
            writers.release();
            // whoever came meanwhile found no writer free
            line.wakeFirst();
        }
    }

    private void write(List<QueuedWrite<T>> group) {
        try {
            writer.write(group);
            group.forEach(it -> it.fail(new IllegalStateException("Nobody said what became of it")));
        } catch (RuntimeException | Error failure) {
            group.forEach(it -> it.fail(failure));
        }
    }
}
