package io.fluvius.faults;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What was ordered, and what was told about it. Safe for use by many threads. */
final class Ledger {

    private final Map<Order, Told> ended = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Queue<Order> conflicts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unavailable = new AtomicInteger();

    /** Notes an answer, and tells whether it was the last word on the order. */
    boolean isEndedBy(Order order, Told told) {
        if (told.isFinal()) {
            ended.put(order, told);
            if (told.isSuccess()) {
                successes.incrementAndGet();
            }
            return true;
        }
        switch (told.code()) {
            case "conflict" -> conflicts.add(order);
            case "unavailable" -> unavailable.incrementAndGet();
            default -> wrong.add(order + " was told " + told);
        }
        return false;
    }

    /** Notes that no answer came. */
    void nobodyAnswered() {
        unanswered.incrementAndGet();
    }

    /** Orders with the last word on each. */
    Map<Order, Told> ended() {
        return Map.copyOf(ended);
    }

    /** Answers that nobody should ever get, whatever happens. */
    Queue<String> wrong() {
        return wrong;
    }

    int successes() {
        return successes.get();
    }

    int unanswered() {
        return unanswered.get();
    }

    int unavailable() {
        return unavailable.get();
    }

    /** Each order as often as it was told that it lost a race. */
    Queue<Order> conflicts() {
        return conflicts;
    }
}
