package io.fluvius.query;

import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;

/**
 * A subscription to the changes of a query. Not thread-safe. Uses no thread and no database connection between calls. Must
 * be closed.
 *
 * @param <V> the record of the view
 */
public interface ChangeSubscription<V extends Record> extends AutoCloseable {

    /**
     * Waits for the next change. Returns empty if no change arrives within the timeout.
     *
     * @throws ProblemException with {@link ProblemCode#UNAVAILABLE} if the application stops
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Optional<Change<V>> next(Duration timeout) throws InterruptedException;

    /** Ends the subscription. Does not wake a thread that waits in {@link #next}; interrupt that thread. */
    @Override
    void close();
}
