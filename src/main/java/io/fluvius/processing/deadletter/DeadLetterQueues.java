package io.fluvius.processing.deadletter;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.axonframework.serialization.SerializationException;

/** The queues of dead letters in the database. */
@FunctionalInterface
public interface DeadLetterQueues {

    /** Opens the queue of a processing group, which has no limits and is safe for use by many threads. */
    SequencedDeadLetterQueue<EventMessage<?>> open(String processingGroup);

    /**
     * Returns the cause under which an event is parked: with a stack trace, and without the data of rows. For an event that cannot be
     * read, this is the failure of the serializer; Axon's own says nothing more.
     */
    static ThrowableCause causeOf(Throwable failure) {
        return StoredCause.of(failure.getCause() instanceof SerializationException unreadable ? unreadable : failure);
    }
}
