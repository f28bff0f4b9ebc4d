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

/** Forgets receipts that are older than they have to be. Several nodes may do so at once. */
public final class ReceiptPurge {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptPurge.class);

    /** Few enough for a transaction that nobody has to wait for. */
    private static final int STEP = 1_000;

    private final DSLContext dsl;
    private final Duration keptFor;
    private final Clock clock;

    ReceiptPurge(DSLContext dsl, Duration keptFor, Clock clock) {
        this.dsl = dsl;
        this.keptFor = keptFor;
        this.clock = clock;
    }

    /** Deletes them in steps, and gives how many there were. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    int forget() {
        Instant oldest = clock.instant().minus(keptFor);
        int forgotten = 0;
        int step;
        do {
            step = forgetSome(oldest);
            forgotten += step;
        } while (step == STEP);
        LOG.debug("{} receipts are forgotten", forgotten);
        return forgotten;
    }

    private int forgetSome(Instant oldest) {
        return dsl.deleteFrom(EventStoreTables.RECEIPTS)
                .where(EventStoreTables.COMMAND_ID.in(DSL.select(EventStoreTables.COMMAND_ID)
                        .from(EventStoreTables.RECEIPTS)
                        .where(EventStoreTables.HANDLED_AT.lt(oldest))
                        .orderBy(EventStoreTables.HANDLED_AT)
                        .limit(STEP)))
                .execute();
    }
}
