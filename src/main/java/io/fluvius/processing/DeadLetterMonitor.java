package io.fluvius.processing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Counts the events that are parked as dead letters: as the gauge {@code fluvius.dead.letters}, and in a warning every hour
 * while there are any. Safe for use by many threads.
 */
final class DeadLetterMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterMonitor.class);

    private final DSLContext dsl;

    DeadLetterMonitor(DSLContext dsl, MeterRegistry meters) {
        this.dsl = dsl;
        Gauge.builder("fluvius.dead.letters", this, DeadLetterMonitor::count)
                .description("The number of events that a projection could not apply")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void warn() {
        int parked = count();
        if (parked > 0) {
            LOG.warn(
                    "{} events are parked as dead letters; the state of their aggregates does not include them",
                    parked);
        }
    }

    private int count() {
        return dsl.fetchCount(ProcessingTables.DEAD_LETTERS);
    }
}
