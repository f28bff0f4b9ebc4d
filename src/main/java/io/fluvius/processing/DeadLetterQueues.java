package io.fluvius.processing;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.ThrowableCause;

/** The queues of dead letters in the database. */
@FunctionalInterface
public interface DeadLetterQueues {

    /** Opens the queue of a processing group, which has no limits and is safe for use by many threads. */
    SequencedDeadLetterQueue<EventMessage<?>> open(String processingGroup);

    /** Returns a cause whose message fits into its column, which has 1,023 characters. */
    static ThrowableCause causeOf(Throwable failure) {
        return ThrowableCause.truncated(failure, 1_000);
    }
}
