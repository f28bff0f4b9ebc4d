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

/** Receipts are kept for as long as it was promised, and no longer. */
abstract class ReceiptPurgeContract {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");
    private static final Duration WEEK = Duration.ofDays(7);

    @Autowired
    private DSLContext dsl;

    @BeforeEach
    void begin() {
        dsl.deleteFrom(EventStoreTables.RECEIPTS).execute();
    }

    @Test
    void what_is_older_is_forgotten_in_steps_and_what_is_not_stays() {
        insert(2_500, NOW.minus(WEEK).minusSeconds(1));
        insert(700, NOW.minus(WEEK));
        insert(1, NOW.plusSeconds(60));

        assertThat(old().forget()).isEqualTo(2_500);

        assertThat(dsl.fetchCount(EventStoreTables.RECEIPTS)).isEqualTo(701);
    }

    @Test
    void where_nothing_is_old_nothing_is_forgotten() {
        insert(1, NOW);

        assertThat(old().forget()).isZero();
        assertThat(dsl.fetchCount(EventStoreTables.RECEIPTS)).isEqualTo(1);
    }

    private ReceiptPurge old() {
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
