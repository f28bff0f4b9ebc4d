package io.fluvius.operations;

import java.util.Optional;

/** Writes tests that repeat what a dead letter shows, for the developer who corrects the cause. Safe for use by many threads. */
public interface DeadLetterTests {

    /** The longest history that a test contains. */
    int MAX_EVENTS = 500;

    /**
     * Returns the Java source of a JUnit test that passes the event to its handlers, in memory, after the earlier events of its
     * aggregate. The test succeeds once the handlers can handle the event. Texts of users in it are data, never code.
     *
     * @return empty if the event belongs to no aggregate, has more than {@value #MAX_EVENTS} predecessors, or was not parked by a
     *     view or an automation
     */
    Optional<String> source(DeadLetter letter);
}
