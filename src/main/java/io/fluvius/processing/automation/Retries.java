package io.fluvius.processing.automation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Tries the parked events of automations again when they are due. Several nodes may do so at the same time. */
final class Retries {

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    private final Set<String> automations;
    private final Supplier<EventProcessingConfiguration> processing;
    private final RetryPolicy policy;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    Retries(Set<String> automations, Supplier<EventProcessingConfiguration> processing, RetryPolicy policy) {
        this.automations = automations;
        this.processing = processing;
        this.policy = policy;
    }

    /** Each call tries every event that is due once: an event that fails again is due later. */
    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void retry() {
        automations.forEach(automation -> processing
                .get()
                .sequencedDeadLetterProcessor(automation)
                .ifPresent(letters -> retry(automation, letters)));
    }

    private void retry(String automation, SequencedDeadLetterProcessor<EventMessage<?>> letters) {
        try {
            boolean succeeded;
            do {
                succeeded = letters.process(policy::isDue);
            } while (succeeded);
            failing.remove(automation);
        } catch (RuntimeException unavailable) {
            // once, until it succeeds again
            if (failing.add(automation)) {
                LOG.warn("The parked events of {} cannot be tried again now: {}", automation, unavailable.toString());
            }
        }
    }
}
