package io.fluvius.bench.command;

import io.fluvius.bench.WrongAnswerException;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.problem.ProblemCode;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends commands of which every second one creates a user. The others repeat a command, request an e-mail address that is
 * taken, or expect a version that has passed, by turns. Safe for use by many threads.
 */
final class Conflicts {

    /** The number of the latest users with which commands conflict. */
    private static final int REMEMBERED = 1_000;

    private final Subject subject;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicReferenceArray<Creation> creations = new AtomicReferenceArray<>(REMEMBERED);
    private final LongAdder created = new LongAdder();

    Conflicts(Subject subject) {
        this.subject = subject;
        for (int number = 0; number < REMEMBERED; number++) {
            create(number);
        }
    }

    private record Creation(NewUser user, Command command, UUID id) {}

    /** Sends the next command, and verifies the response. */
    void send() {
        int number = numbers.getAndIncrement();
        Creation earlier = creations.get(Math.floorMod(number * 31, REMEMBERED));
        if (number % 2 == 0) {
            create(number / 2 % REMEMBERED);
            return;
        }
        switch (number / 2 % 3) {
            case 0 -> require(subject.send(earlier.command()).replayed(), "A repeated command was not recognized");
            case 1 ->
                requireFailure(
                        ProblemCode.UNIQUE_VALUE_TAKEN,
                        subject.send(subject.creation(new NewUser(
                                earlier.id(), "Other", earlier.user().email()))));
            default ->
                requireFailure(
                        ProblemCode.VERSION_MISMATCH,
                        subject.send(subject.renaming(earlier.id(), "Renamed").onVersion(7)));
        }
    }

    /** The number of users that were created. */
    long created() {
        return created.sum();
    }

    private void create(int place) {
        NewUser user = NewUser.next();
        Command command = subject.creation(user);
        CommandResponse response = subject.send(command).orThrow();
        created.increment();
        creations.set(place, new Creation(user, command, response.aggregate().id()));
    }

    private static void requireFailure(ProblemCode expected, CommandResponse response) {
        require(
                response.error() != null && response.error().code() == expected,
                "Instead of " + expected + ", the response is " + response);
    }

    private static void require(boolean isTrue, String otherwise) {
        if (!isTrue) {
            throw new WrongAnswerException(otherwise);
        }
    }
}
