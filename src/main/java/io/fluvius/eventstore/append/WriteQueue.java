package io.fluvius.eventstore.append;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Writes in the order in which they arrived, up to a limit. Safe for use by many threads.
 *
 * @param <T> the type of an item
 */
final class WriteQueue<T extends GroupCommit.Keyed> {

    private final int limit;
    private final Set<QueuedWrite<T>> writes = new LinkedHashSet<>();
    private final Lock lock = new ReentrantLock();

    WriteQueue(int limit) {
        this.limit = limit;
    }

    /** Adds a write at the end; returns false when the queue is full. */
    boolean offer(QueuedWrite<T> write) {
        return locked(() -> writes.size() < limit && writes.add(write));
    }

    /** Removes a write; returns false when it was taken into a group already. */
    boolean remove(QueuedWrite<T> write) {
        return locked(() -> writes.remove(write));
    }

    int size() {
        return locked(writes::size);
    }

    /**
     * Removes and returns the next group: the first writes that have no key in common with any earlier write in the queue,
     * be it in the group or not.
     */
    List<QueuedWrite<T>> takeGroup(int maxSize) {
        return locked(() -> {
            List<QueuedWrite<T>> group = new ArrayList<>();
            Set<Object> keys = new HashSet<>();
            Iterator<QueuedWrite<T>> next = writes.iterator();
            while (group.size() < maxSize && next.hasNext()) {
                QueuedWrite<T> write = next.next();
                if (Collections.disjoint(write.item().keys(), keys)) {
                    group.add(write);
                    next.remove();
                }
                keys.addAll(write.item().keys());
            }
            return group;
        });
    }

    /** Wakes the submitter of the first write, if there is one. */
    void wakeFirst() {
        locked(() -> {
            Iterator<QueuedWrite<T>> first = writes.iterator();
            if (first.hasNext()) {
                first.next().wake();
            }
            return first;
        });
    }

    private <R> R locked(Supplier<R> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
