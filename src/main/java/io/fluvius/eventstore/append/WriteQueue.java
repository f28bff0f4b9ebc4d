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
 * Work in the order in which it came, up to a limit. Safe for use by many threads.
 *
 * @param <T> the work
 */
final class WriteQueue<T extends GroupCommit.Work> {

    private final int limit;
    private final Set<QueuedWrite<T>> tickets = new LinkedHashSet<>();
    private final Lock lock = new ReentrantLock();

    WriteQueue(int limit) {
        this.limit = limit;
    }

    /** Puts a ticket at the end, unless the line is full. */
    boolean offer(QueuedWrite<T> ticket) {
        return locked(() -> tickets.size() < limit && tickets.add(ticket));
    }

    /** Takes a ticket out again; false: it has been taken. */
    boolean remove(QueuedWrite<T> ticket) {
        return locked(() -> tickets.remove(ticket));
    }

    int size() {
        return locked(tickets::size);
    }

    /** Takes the first ones that go together: none has a key of an earlier one, taken or not. */
    List<QueuedWrite<T>> take(int most) {
        return locked(() -> {
            List<QueuedWrite<T>> group = new ArrayList<>();
            Set<Object> keys = new HashSet<>();
            Iterator<QueuedWrite<T>> next = tickets.iterator();
            while (group.size() < most && next.hasNext()) {
                QueuedWrite<T> ticket = next.next();
                if (Collections.disjoint(ticket.work().keys(), keys)) {
                    group.add(ticket);
                    next.remove();
                }
                keys.addAll(ticket.work().keys());
            }
            return group;
        });
    }

    /** Wakes the first one's owner, if there is one. */
    void wakeFirst() {
        locked(() -> {
            Iterator<QueuedWrite<T>> first = tickets.iterator();
            if (first.hasNext()) {
                first.next().wake();
            }
            return first;
        });
    }

    private <R> R locked(Supplier<R> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
