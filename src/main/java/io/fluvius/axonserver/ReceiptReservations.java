package io.fluvius.axonserver;

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
 * Receipts of commands whose events are to come: one command id is at most once among them and those that are complete.
 * Every method is part of the caller's transaction. Safe for use by many threads.
 */
final class ReceiptReservations {

    /** How many are looked at in one go. */
    private static final int SOME = 1_000;

    private final DSLContext dsl;
    private final JdbcCommandReceipts rows;
    private final Field<Boolean> overdue;
    private final Condition isOverdue;

    /** @param pendingFor after so long nobody sends the events of a receipt any more */
    ReceiptReservations(DSLContext dsl, ProblemCodec problems, Duration pendingFor) {
        this.dsl = dsl;
        this.rows = new JdbcCommandReceipts(dsl, problems);
        this.isOverdue = EventStoreTables.reservedLongerThan(pendingFor);
        this.overdue = DSL.field(isOverdue).as("overdue");
    }

    /**
     * What a command will have done when its events are there.
     *
     * @param receipt with the version that they lead to, and the position before them
     * @param by the append
     * @param isOverdue whether no events are to come any more
     */
    record Pending(Receipt receipt, UUID by, boolean isOverdue) {}

    /** @throws io.fluvius.problem.ProblemException when there is one of that command already */
    void note(Receipt receipt, UUID by) {
        try {
            rows.insert(receipt)
                    .set(EventStoreTables.RESERVED_SINCE, DSL.currentInstant())
                    .set(EventStoreTables.RESERVED_BY, by)
                    .execute();
        } catch (DuplicateKeyException there) {
            throw StoreUnavailable.commandRunningException();
        }
    }

    /** The events are there. */
    void complete(Receipt receipt, UUID by) {
        dsl.update(EventStoreTables.RECEIPTS)
                .set(EventStoreTables.VERSION, receipt.version())
                .set(
                        EventStoreTables.POSITION,
                        receipt.position() == null ? null : receipt.position().index())
                .setNull(EventStoreTables.RESERVED_SINCE)
                .setNull(EventStoreTables.RESERVED_BY)
                .where(EventStoreTables.COMMAND_ID.eq(receipt.commandId()), EventStoreTables.RESERVED_BY.eq(by))
                .execute();
    }

    /** The events will never be there. */
    void forget(Receipt receipt, UUID by) {
        dsl.deleteFrom(EventStoreTables.RECEIPTS)
                .where(EventStoreTables.COMMAND_ID.eq(receipt.commandId()), EventStoreTables.RESERVED_BY.eq(by))
                .execute();
    }

    Optional<Pending> find(UUID commandId) {
        return select(EventStoreTables.COMMAND_ID.eq(commandId)).fetchOptional(this::pending);
    }

    /** Some of those for which no events are to come any more, the oldest first. */
    List<Pending> overdue() {
        return select(isOverdue)
                .orderBy(EventStoreTables.RESERVED_SINCE)
                .limit(SOME)
                .fetch(this::pending);
    }

    private SelectConditionStep<Record> select(Condition which) {
        return dsl.select(EventStoreTables.RECEIPT_COLUMNS)
                .select(EventStoreTables.RESERVED_BY, overdue)
                .from(EventStoreTables.RECEIPTS)
                .where(which, EventStoreTables.RESERVED_BY.isNotNull());
    }

    private Pending pending(Record row) {
        return new Pending(rows.receipt(row), row.get(EventStoreTables.RESERVED_BY), row.get(overdue));
    }
}
