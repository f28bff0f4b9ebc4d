package io.fluvius.faults;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The commands of clients and their results. Safe for use by many threads. */
final class CommandResults {

    private final Map<LoadCommand, CommandResult> completed = new ConcurrentHashMap<>();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Queue<LoadCommand> conflicts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unavailable = new AtomicInteger();

    /** Records a response. Returns whether it is the final result of the command. */
    boolean isCompletedBy(LoadCommand command, CommandResult result) {
        if (result.isFinal()) {
            completed.put(command, result);
            if (result.isSuccess()) {
                successes.incrementAndGet();
            }
            return true;
        }
        switch (result.code()) {
            case "conflict" -> conflicts.add(command);
            case "unavailable" -> unavailable.incrementAndGet();
            default -> unexpected.add(command + " was answered with " + result);
        }
        return false;
    }

    /** Records a request without a response. */
    void addUnanswered() {
        unanswered.incrementAndGet();
    }

    /** The final result of each command. */
    Map<LoadCommand, CommandResult> completed() {
        return Map.copyOf(completed);
    }

    /** Responses that no fault justifies. */
    Queue<String> unexpected() {
        return unexpected;
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

    /** Each command as often as its response was {@code conflict}. */
    Queue<LoadCommand> conflicts() {
        return conflicts;
    }
}
