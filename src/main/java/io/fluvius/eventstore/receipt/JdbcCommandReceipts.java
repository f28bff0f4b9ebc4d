package io.fluvius.eventstore.receipt;

import io.fluvius.command.CommandReceipts;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;

/** Receipts in the database. The primary key makes sure that the first outcome of a command stays. Safe for use by many threads. */
public final class JdbcCommandReceipts implements CommandReceipts {

    private final DSLContext dsl;
    private final ProblemCodec problems;

    public JdbcCommandReceipts(DSLContext dsl, ProblemCodec problems) {
        this.dsl = dsl;
        this.problems = problems;
    }

    @Override
    public void store(Receipt receipt) {
        insert(receipt).execute();
    }

    /** The statement that inserts a receipt; further columns can be set. */
    public InsertSetMoreStep<Record> insert(Receipt receipt) {
        Position position = receipt.position();
        return dsl.insertInto(EventStoreTables.RECEIPTS)
                .set(EventStoreTables.COMMAND_ID, receipt.commandId())
                .set(EventStoreTables.COMMAND, receipt.command())
                .set(EventStoreTables.RESOURCE, receipt.aggregate().resource())
                .set(EventStoreTables.AGGREGATE_ID, receipt.aggregate().id())
                .set(EventStoreTables.VERSION, receipt.version())
                .set(EventStoreTables.POSITION, position == null ? null : position.index())
                .set(EventStoreTables.ERROR, problems.encode(receipt.error()))
                .set(EventStoreTables.FINGERPRINT, receipt.fingerprint())
                .set(EventStoreTables.HANDLED_AT, Instant.now());
    }

    @Override
    public Optional<Receipt> find(UUID commandId) {
        return dsl.select(EventStoreTables.RECEIPT_COLUMNS)
                .from(EventStoreTables.RECEIPTS)
                .where(EventStoreTables.COMMAND_ID.eq(commandId), EventStoreTables.RESERVED_BY.isNull())
                .fetchOptional(this::receipt);
    }

    /** Reads a receipt from a row that has {@link EventStoreTables#RECEIPT_COLUMNS}. */
    public Receipt receipt(Record row) {
        Long position = row.get(EventStoreTables.POSITION);
        return new Receipt(
                row.get(EventStoreTables.COMMAND_ID),
                row.get(EventStoreTables.COMMAND),
                AggregateRef.of(row.get(EventStoreTables.RESOURCE), row.get(EventStoreTables.AGGREGATE_ID)),
                row.get(EventStoreTables.VERSION),
                position == null ? null : new Position(position),
                problems.decode(row.get(EventStoreTables.ERROR)),
                row.get(EventStoreTables.FINGERPRINT));
    }
}
