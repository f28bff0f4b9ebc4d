package io.fluvius.processing;

import io.fluvius.problem.Redaction;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Wakes processors after an outage of the database or of the event store. A failed processor waits before its next attempt, twice as long after each
 * failure, up to a minute. Without this, state would be behind for as long after the outage.
 */
final class OutageRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(OutageRecovery.class);

    /** Every processor has this segment. A processor that is asked to claim it tries to claim the others too. */
    private static final int FIRST_SEGMENT = 0;

    /** One a second. A processor that still fails after them does so for another reason. */
    private static final int MAX_WAKE_UPS = 10;

    private final Supplier<? extends Collection<EventProcessor>> processors;
    private final DSLContext dsl;
    private final StreamableMessageSource<?> events;
    private int wakeUpsLeft;

    OutageRecovery(
            Supplier<? extends Collection<EventProcessor>> processors,
            DSLContext dsl,
            StreamableMessageSource<?> events) {
        this.processors = processors;
        this.dsl = dsl;
        this.events = events;
    }

    /** Wakes the failed processors when both stores are available again, in at most ten calls after each outage. */
    @Scheduled(fixedDelayString = "PT1S")
    void wakeFailedProcessors() {
        List<PooledStreamingEventProcessor> failed = failedProcessors();
        if (failed.isEmpty()) {
            return;
        }
        if (!isAvailable()) {
            wakeUpsLeft = MAX_WAKE_UPS;
        } else if (wakeUpsLeft > 0) {
            wakeUpsLeft--;
            failed.forEach(processor -> processor.claimSegment(FIRST_SEGMENT));
        }
    }

    private List<PooledStreamingEventProcessor> failedProcessors() {
        return processors.get().stream()
                .filter(PooledStreamingEventProcessor.class::isInstance)
                .map(PooledStreamingEventProcessor.class::cast)
                .filter(processor -> processor.isRunning() && processor.isError())
                .toList();
    }

    private boolean isAvailable() {
        try {
            dsl.selectOne().fetch();
            events.createHeadToken();
            return true;
        } catch (RuntimeException unavailable) {
            LOG.debug("A store is not available yet", Redaction.redact(unavailable));
            return false;
        }
    }
}
