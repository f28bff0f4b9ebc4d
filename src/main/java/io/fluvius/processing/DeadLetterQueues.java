package io.fluvius.processing;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.ThrowableCause;

/** The queues of dead letters in the database. */
@FunctionalInterface
public interface DeadLetterQueues {

    /** Opens the queue of a processing group, which has no limits and is safe for use by many threads. */
    SequencedDeadLetterQueue<EventMessage<?>> open(String processingGroup);

    /** Returns the cause under which an event is parked: with a stack trace, and without the data of rows. */
    static ThrowableCause causeOf(Throwable failure) {
        return StoredCause.of(failure);
    }
}
