package io.fluvius.axonserver;

import io.fluvius.command.CommandReceipts;
import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.eventstore.receipt.JdbcCommandReceipts;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.receipt.StoreUnavailable;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.springframework.dao.DuplicateKeyException;

/**
 * Receipts that are reserved for commands whose events are not known to be stored. At most one receipt of a command id exists,
 * reserved or confirmed. Every method is part of the caller's transaction. Safe for use by many threads.
 */
final class ReceiptReservations {

    private static final int MAX_OVERDUE = 1_000;

    private final DSLContext dsl;
    private final JdbcCommandReceipts rows;
    private final Condition isOverdue;
    private final Field<Boolean> overdue;

    /** @param reservedFor the age from which a reservation is overdue: its events are no longer sent */
    ReceiptReservations(DSLContext dsl, ProblemCodec problems, Duration reservedFor) {
        this.dsl = dsl;
        this.rows = new JdbcCommandReceipts(dsl, problems);
        this.isOverdue = EventStoreTables.reservedLongerThan(reservedFor);
        this.overdue = DSL.field(isOverdue).as("overdue");
    }

    /**
     * The receipt that a command gets when its events are stored.
     *
     * @param receipt contains the version after the events, and a position before them
     * @param reservation identifies the append
     * @param isOverdue whether the append no longer sends its events
     */
    record ReservedReceipt(Receipt receipt, UUID reservation, boolean isOverdue) {}

    /** The receipts that are not reserved. */
    CommandReceipts confirmed() {
        return rows;
    }

    /** @throws io.fluvius.problem.ProblemException when the command has a receipt already */
    void reserve(Receipt receipt, UUID reservation) {
        try {
            rows.insert(receipt)
                    .set(EventStoreTables.RESERVED_SINCE, DSL.currentInstant())
                    .set(EventStoreTables.RESERVED_BY, reservation)
                    .execute();
        } catch (DuplicateKeyException exists) {
            throw StoreUnavailable.commandRunningException();
        }
    }

    /** The events are stored. Sets the version and the position of the receipt. */
    void confirm(Receipt receipt, UUID reservation) {
        dsl.update(EventStoreTables.RECEIPTS)
                .set(EventStoreTables.VERSION, receipt.version())
                .set(
                        EventStoreTables.POSITION,
                        receipt.position() == null ? null : receipt.position().index())
                .setNull(EventStoreTables.RESERVED_SINCE)
                .setNull(EventStoreTables.RESERVED_BY)
                .where(isRow(receipt, reservation))
                .execute();
    }

    /** The events were not stored and will not be. Deletes the receipt, so that the command may run again. */
    void cancel(Receipt receipt, UUID reservation) {
        dsl.deleteFrom(EventStoreTables.RECEIPTS)
                .where(isRow(receipt, reservation))
                .execute();
    }

    Optional<ReservedReceipt> find(UUID commandId) {
        return select(EventStoreTables.COMMAND_ID.eq(commandId)).fetchOptional(this::reserved);
    }

    /** At most 1,000 overdue receipts, the oldest first, without the {@code skipped} oldest ones. */
    List<ReservedReceipt> overdue(int skipped) {
        return select(isOverdue)
                .orderBy(EventStoreTables.RESERVED_SINCE, EventStoreTables.COMMAND_ID)
                .limit(MAX_OVERDUE)
                .offset(skipped)
                .fetch(this::reserved);
    }

    private SelectConditionStep<Record> select(Condition condition) {
        return dsl.select(EventStoreTables.RECEIPT_COLUMNS)
                .select(EventStoreTables.RESERVED_BY, overdue)
                .from(EventStoreTables.RECEIPTS)
                .where(condition, EventStoreTables.RESERVED_BY.isNotNull());
    }

    private ReservedReceipt reserved(Record row) {
        return new ReservedReceipt(rows.receipt(row), row.get(EventStoreTables.RESERVED_BY), row.get(overdue));
    }

    private static Condition isRow(Receipt receipt, UUID reservation) {
        return EventStoreTables.COMMAND_ID.eq(receipt.commandId()).and(EventStoreTables.RESERVED_BY.eq(reservation));
    }
}
