package io.fluvius.processing.deadletter;

import io.fluvius.processing.ProcessingTables;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Logs a warning every hour while events are parked as dead letters. Safe for use by many threads. */
final class DeadLetterMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterMonitor.class);

    private final DSLContext dsl;

    DeadLetterMonitor(DSLContext dsl) {
        this.dsl = dsl;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void warn() {
        int parked = dsl.fetchCount(ProcessingTables.DEAD_LETTERS);
        if (parked > 0) {
            LOG.warn(
                    "{} events are parked as dead letters; the state of their aggregates does not include them",
                    parked);
        }
    }
}
