package io.fluvius.eventstore.receipt;

import io.fluvius.eventstore.schema.EventStoreTables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Purges receipts that are older than {@code fluvius.receipts.kept-for}. Several nodes may purge at the same time. */
public final class ReceiptPurge {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptPurge.class);

    /** The maximum number of receipts that one transaction deletes, so that it holds its locks only briefly. */
    private static final int BATCH_SIZE = 1_000;

    private final DSLContext dsl;
    private final Duration keptFor;
    private final Clock clock;

    ReceiptPurge(DSLContext dsl, Duration keptFor, Clock clock) {
        this.dsl = dsl;
        this.keptFor = keptFor;
        this.clock = clock;
    }

    /** Deletes old receipts in batches, and returns their number. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    int purge() {
        Instant oldest = clock.instant().minus(keptFor);
        int purged = 0;
        int batch;
        do {
            batch = purgeBatch(oldest);
            purged += batch;
        } while (batch == BATCH_SIZE);
        LOG.debug("Purged {} receipts", purged);
        return purged;
    }

    private int purgeBatch(Instant oldest) {
        return dsl.deleteFrom(EventStoreTables.RECEIPTS)
                .where(EventStoreTables.COMMAND_ID.in(DSL.select(EventStoreTables.COMMAND_ID)
                        .from(EventStoreTables.RECEIPTS)
                        .where(EventStoreTables.HANDLED_AT.lt(oldest))
                        .orderBy(EventStoreTables.HANDLED_AT)
                        .limit(BATCH_SIZE)))
                .execute();
    }
}
