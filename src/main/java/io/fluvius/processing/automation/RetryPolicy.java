package io.fluvius.processing.automation;

import io.fluvius.problem.Failures;
import io.fluvius.problem.Redaction;
import io.fluvius.processing.DeadLetterQueues;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.EnqueuePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks an event that an automation failed to handle, and determines when it is tried again: after one second, two, four, and
 * so on, at most {@value #MAX_RETRIES} times, which takes about 17 minutes. A failure that may end by itself, such as a store
 * that cannot be reached, does not count. Safe for use by many threads.
 */
final class RetryPolicy implements EnqueuePolicy<EventMessage<?>> {

    static final int MAX_RETRIES = 10;

    private static final Logger LOG = LoggerFactory.getLogger(RetryPolicy.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final String FAILURES = "failures";

    private final Failures failures;
    private final Clock clock;

    RetryPolicy(Failures failures, Clock clock) {
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public EnqueueDecision<EventMessage<?>> decide(DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        int failed = failed(letter) + (failures.isTransient(cause) ? 0 : 1);
        LOG.warn(
                "{} failed and is parked: {}",
                letter.message().getPayloadType().getSimpleName(),
                Redaction.redact(cause).toString());
        MetaData diagnostics = letter.diagnostics().and(FAILURES, failed);
        return Decisions.requeue(DeadLetterQueues.causeOf(cause), same -> diagnostics);
    }

    /** Whether it is time to try an event again. */
    boolean isDue(DeadLetter<? extends EventMessage<?>> letter) {
        int failed = failed(letter);
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.max(0, failed - 1));
        return failed <= MAX_RETRIES && !letter.lastTouched().plus(delay).isAfter(clock.instant());
    }

    private static int failed(DeadLetter<?> letter) {
        return letter.diagnostics().get(FAILURES) instanceof Number number ? number.intValue() : 0;
    }
}
