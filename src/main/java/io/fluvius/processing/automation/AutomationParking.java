package io.fluvius.processing.automation;

import io.fluvius.problem.Redaction;
import io.fluvius.processing.deadletter.DeadLetterQueues;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.EnqueuePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parks an event that an automation failed to handle. Safe for use by many threads. */
final class AutomationParking implements EnqueuePolicy<EventMessage<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(AutomationParking.class);

    @Override
    public EnqueueDecision<EventMessage<?>> decide(DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        LOG.warn(
                "{} failed and is parked: {}",
                letter.message().getPayloadType().getSimpleName(),
                Redaction.summary(cause));
        return Decisions.enqueue(DeadLetterQueues.causeOf(cause));
    }
}
