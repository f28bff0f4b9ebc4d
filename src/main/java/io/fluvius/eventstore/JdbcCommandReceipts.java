package io.fluvius.eventstore;

import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.CommandReceipts;
import io.fluvius.kernel.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;

/** Receipts as rows; the primary key keeps a command's first outcome. Safe for use by many threads. */
final class JdbcCommandReceipts implements CommandReceipts {

    static final List<Field<?>> COLUMNS = List.of(
            Tables.COMMAND_ID,
            Tables.COMMAND,
            Tables.RESOURCE,
            Tables.AGGREGATE_ID,
            Tables.VERSION,
            Tables.POSITION,
            Tables.ERROR,
            Tables.FINGERPRINT);

    private final DSLContext dsl;
    private final Problems problems;

    JdbcCommandReceipts(DSLContext dsl, Problems problems) {
        this.dsl = dsl;
        this.problems = problems;
    }

    @Override
    public void keep(Receipt receipt) {
        insert(receipt).execute();
    }

    /** The row of a receipt, to be inserted as it is or with more. */
    InsertSetMoreStep<Record> insert(Receipt receipt) {
        Position position = receipt.position();
        return dsl.insertInto(Tables.RECEIPTS)
                .set(Tables.COMMAND_ID, receipt.commandId())
                .set(Tables.COMMAND, receipt.command())
                .set(Tables.RESOURCE, receipt.aggregate().resource())
                .set(Tables.AGGREGATE_ID, receipt.aggregate().id())
                .set(Tables.VERSION, receipt.version())
                .set(Tables.POSITION, position == null ? null : position.index())
                .set(Tables.ERROR, problems.text(receipt.error()))
                .set(Tables.FINGERPRINT, receipt.fingerprint())
                .set(Tables.HANDLED_AT, Instant.now());
    }

    @Override
    public Optional<Receipt> find(UUID commandId) {
        return dsl.select(COLUMNS)
                .from(Tables.RECEIPTS)
                .where(Tables.COMMAND_ID.eq(commandId), Tables.PENDING_BY.isNull())
                .fetchOptional(this::receipt);
    }

    /** The receipt in a row that has these {@link #COLUMNS}. */
    Receipt receipt(Record row) {
        Long position = row.get(Tables.POSITION);
        return new Receipt(
                row.get(Tables.COMMAND_ID),
                row.get(Tables.COMMAND),
                AggregateRef.of(row.get(Tables.RESOURCE), row.get(Tables.AGGREGATE_ID)),
                row.get(Tables.VERSION),
                position == null ? null : new Position(position),
                problems.problem(row.get(Tables.ERROR)),
                row.get(Tables.FINGERPRINT));
    }
}
