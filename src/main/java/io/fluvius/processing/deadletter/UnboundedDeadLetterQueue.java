package io.fluvius.processing.deadletter;

import io.fluvius.eventstore.event.PersonalMessages;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;

/**
 * Axon's queue of dead letters in a database, without its limits: a queue that refuses events would stop the processor, and
 * with it the events of other aggregates. It records the attempt after which an event is enqueued. Safe for use by many threads.
 */
final class UnboundedDeadLetterQueue extends JdbcSequencedDeadLetterQueue<EventMessage<?>> {

    private final String processingGroup;
    private final LetterAttempts attempts;
    private final PersonalMessages personal;

    /** @param personal encrypts the events */
    UnboundedDeadLetterQueue(
            Builder<EventMessage<?>> settings,
            String processingGroup,
            LetterAttempts attempts,
            PersonalMessages personal) {
        super(settings);
        this.personal = personal;
        this.processingGroup = processingGroup;
        this.attempts = attempts;
    }

    @Override
    public void enqueue(Object sequenceIdentifier, DeadLetter<? extends EventMessage<?>> letter) {
        super.enqueue(sequenceIdentifier, encrypted(sequenceIdentifier, letter));
        if (letter.cause().orElse(null) instanceof StoredCause cause) {
            attempts.addFirst(
                    processingGroup, text(sequenceIdentifier), letter.message().getIdentifier(), cause);
        }
    }

    private DeadLetter<? extends EventMessage<?>> encrypted(
            Object sequenceIdentifier, DeadLetter<? extends EventMessage<?>> letter) {
        EventMessage<?> event = personal.encryptAgain(letter.message());
        return event == letter.message()
                ? letter
                : new GenericDeadLetter<>(
                        sequenceIdentifier,
                        event,
                        letter.cause().orElse(null),
                        letter.enqueuedAt(),
                        letter.lastTouched(),
                        letter.diagnostics());
    }

    @Override
    public boolean isFull(Object sequenceIdentifier) {
        return false;
    }

    /** As the queue stores it. */
    private static String text(Object sequenceIdentifier) {
        return sequenceIdentifier instanceof String text ? text : Integer.toString(sequenceIdentifier.hashCode());
    }
}
