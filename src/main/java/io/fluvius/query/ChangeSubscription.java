package io.fluvius.query;

import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;

/**
 * The changes that concern a query, one after the other. For one thread at a time; costs no thread and no connection
 * while nobody asks. To be closed.
 *
 * @param <V> the view
 */
public interface ChangeSubscription<V extends Record> extends AutoCloseable {

    /**
     * The next change; empty when there is none in that time.
     *
     * @throws ProblemException with {@link ProblemCode#UNAVAILABLE} when the application stops
     * @throws InterruptedException when the thread is to stop
     */
    Optional<Change<V>> next(Duration patience) throws InterruptedException;

    /** Ends it. A thread that waits for the next change is not woken: interrupt it. */
    @Override
    void close();
}
