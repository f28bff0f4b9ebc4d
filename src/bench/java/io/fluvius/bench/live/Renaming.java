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

/** Renames one person after the other at a steady rate, whether earlier commands are answered or not. */
final class Renaming {

    static final int PER_SECOND = 100;

    private final Commands commands;
    private int sent;

    Renaming(Commands commands) {
        this.commands = commands;
    }

    /**
     * A command that was acknowledged.
     *
     * @param at when, in nanoseconds
     */
    record Acknowledged(Person person, Told change, long at) {}

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
        return new Acknowledged(person, new Told(person.id(), version), System.nanoTime());
    }

    private static void sleepUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
