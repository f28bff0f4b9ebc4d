package io.fluvius.eventstore;

import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.CommandReceipts;
import io.fluvius.kernel.Position;
import io.fluvius.kernel.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Receipts as rows; the primary key keeps a command's first outcome. Safe for use by many threads. */
final class JdbcCommandReceipts implements CommandReceipts {

    private static final Table<Record> TABLE = DSL.table(DSL.name("command_receipt"));
    private static final Field<UUID> COMMAND_ID = DSL.field(DSL.name("command_id"), SQLDataType.UUID);
    private static final Field<String> COMMAND = DSL.field(DSL.name("command"), SQLDataType.VARCHAR);
    private static final Field<String> RESOURCE = DSL.field(DSL.name("resource"), SQLDataType.VARCHAR);
    private static final Field<UUID> AGGREGATE_ID = DSL.field(DSL.name("aggregate_id"), SQLDataType.UUID);
    private static final Field<Long> VERSION = DSL.field(DSL.name("version"), SQLDataType.BIGINT);
    private static final Field<Long> POSITION = DSL.field(DSL.name("global_position"), SQLDataType.BIGINT);
    private static final Field<String> ERROR = DSL.field(DSL.name("error"), SQLDataType.VARCHAR);
    private static final Field<Instant> HANDLED_AT = DSL.field(DSL.name("handled_at"), SQLDataType.INSTANT);

    private final DSLContext dsl;
    /** A problem's whole numbers are longs, and are told again as such. */
    private final JsonMapper json = StoredJson.mapper()
            .rebuild()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    JdbcCommandReceipts(DSLContext dsl) {
        this.dsl = dsl;
    }

    @Override
    public void keep(Receipt receipt) {
        Problem error = receipt.error();
        Position position = receipt.position();
        dsl.insertInto(TABLE)
                .set(COMMAND_ID, receipt.commandId())
                .set(COMMAND, receipt.command())
                .set(RESOURCE, receipt.aggregate().resource())
                .set(AGGREGATE_ID, receipt.aggregate().id())
                .set(VERSION, receipt.version())
                .set(POSITION, position == null ? null : position.index())
                .set(ERROR, error == null ? null : json.writeValueAsString(error))
                .set(HANDLED_AT, Instant.now())
                .execute();
    }

    @Override
    public Optional<Receipt> find(UUID commandId) {
        return dsl.select(COMMAND, RESOURCE, AGGREGATE_ID, VERSION, POSITION, ERROR)
                .from(TABLE)
                .where(COMMAND_ID.eq(commandId))
                .fetchOptional(row -> receipt(commandId, row));
    }

    private Receipt receipt(UUID commandId, Record row) {
        Long position = row.get(POSITION);
        String error = row.get(ERROR);
        return new Receipt(
                commandId,
                row.get(COMMAND),
                AggregateRef.of(row.get(RESOURCE), row.get(AGGREGATE_ID)),
                row.get(VERSION),
                position == null ? null : new Position(position),
                error == null ? null : json.readValue(error, Problem.class));
    }
}
