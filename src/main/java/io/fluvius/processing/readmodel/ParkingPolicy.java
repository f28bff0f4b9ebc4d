package io.fluvius.processing.readmodel;

import io.fluvius.problem.Failures;
import io.fluvius.problem.Redaction;
import io.fluvius.processing.deadletter.DeadLetterQueues;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.EnqueuePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks an event that a read model failed to apply. No event causes a lock timeout or a lost connection: on such a failure, the
 * processor tries the whole batch again. Safe for use by many threads.
 *
 * @param failures tells such failures apart
 */
record ParkingPolicy(Failures failures) implements EnqueuePolicy<EventMessage<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(ParkingPolicy.class);

    @Override
    public EnqueueDecision<EventMessage<?>> decide(DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        if (failures.isTransient(cause)) {
            throw cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
        }
        EventMessage<?> event = letter.message();
        LOG.error(
                "Cannot apply {} {}; enqueued as a dead letter",
                event.getPayloadType().getSimpleName(),
                event.getIdentifier(),
                Redaction.redact(cause));
        return Decisions.enqueue(DeadLetterQueues.causeOf(cause));
    }
}
