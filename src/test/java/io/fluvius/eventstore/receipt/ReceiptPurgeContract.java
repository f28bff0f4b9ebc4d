package io.fluvius.eventstore.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.eventstore.schema.EventStoreTables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.InsertValuesStep5;
import org.jooq.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Receipts are stored as long as configured, and no longer. */
abstract class ReceiptPurgeContract {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");
    private static final Duration WEEK = Duration.ofDays(7);

    @Autowired
    private DSLContext dsl;

    @BeforeEach
    void delete_receipts() {
        dsl.deleteFrom(EventStoreTables.RECEIPTS).execute();
    }

    @Test
    void old_receipts_are_purged_in_batches_and_others_stay() {
        insert(2_500, NOW.minus(WEEK).minusSeconds(1));
        insert(700, NOW.minus(WEEK));
        insert(1, NOW.plusSeconds(60));

        assertThat(receiptPurge().purge()).isEqualTo(2_500);

        assertThat(dsl.fetchCount(EventStoreTables.RECEIPTS)).isEqualTo(701);
    }

    @Test
    void without_old_receipts_nothing_is_purged() {
        insert(1, NOW);

        assertThat(receiptPurge().purge()).isZero();
        assertThat(dsl.fetchCount(EventStoreTables.RECEIPTS)).isEqualTo(1);
    }

    private ReceiptPurge receiptPurge() {
        return new ReceiptPurge(dsl, WEEK, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void insert(int count, Instant handledAt) {
        InsertValuesStep5<Record, UUID, String, String, UUID, Instant> insert = dsl.insertInto(
                EventStoreTables.RECEIPTS,
                EventStoreTables.COMMAND_ID,
                EventStoreTables.COMMAND,
                EventStoreTables.RESOURCE,
                EventStoreTables.AGGREGATE_ID,
                EventStoreTables.HANDLED_AT);
        for (int i = 0; i < count; i++) {
            insert = insert.values(UUID.randomUUID(), "create-user", "user", UUID.randomUUID(), handledAt);
        }
        insert.execute();
    }
}
