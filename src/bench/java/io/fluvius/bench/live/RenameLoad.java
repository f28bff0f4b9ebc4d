package io.fluvius.bench.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** An open-loop load: renames persons at a constant rate, independent of the responses. */
final class RenameLoad {

    static final int PER_SECOND = 100;

    private final CommandClient commands;
    private int sent;

    RenameLoad(CommandClient commands) {
        this.commands = commands;
    }

    /**
     * An acknowledged command.
     *
     * @param change the row version that the command produced
     * @param at the time of the acknowledgement, in nanoseconds
     */
    record Acknowledged(Person person, RowVersion change, long at) {}

    List<Acknowledged> during(Duration time) throws InterruptedException, ExecutionException {
        List<Future<Acknowledged>> answers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int number = 0; number < time.toSeconds() * PER_SECOND; number++) {
                sleepUntil(start + number * (1_000_000_000L / PER_SECOND));
                int next = sent++;
                answers.add(executor.submit(() -> rename(next)));
            }
        }
        List<Acknowledged> acknowledged = new ArrayList<>();
        for (Future<Acknowledged> answer : answers) {
            acknowledged.add(answer.get());
        }
        return Collections.unmodifiableList(acknowledged);
    }

    private Acknowledged rename(int number) throws Exception {
        Person person = Person.of(number % Person.ALL);
        long version = commands.rename(person, number / Person.ALL + 1);
        return new Acknowledged(person, new RowVersion(person.id(), version), System.nanoTime());
    }

    private static void sleepUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
