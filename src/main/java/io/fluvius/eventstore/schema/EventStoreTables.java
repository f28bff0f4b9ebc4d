package io.fluvius.eventstore.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/** The event store's tables and columns, as the migrations have them. */
public final class EventStoreTables {

    public static final Table<Record> EVENTS = DSL.table(DSL.name("domain_event"));
    public static final Field<Long> INDEX = DSL.field(DSL.name("global_index"), SQLDataType.BIGINT);
    public static final Field<String> EVENT_ID = DSL.field(DSL.name("event_identifier"), SQLDataType.VARCHAR);
    public static final Field<String> AGGREGATE = DSL.field(DSL.name("aggregate_identifier"), SQLDataType.VARCHAR);
    public static final Field<Long> SEQUENCE = DSL.field(DSL.name("sequence_number"), SQLDataType.BIGINT);

    public static final Table<Record> UNIQUE_VALUES = DSL.table(DSL.name("unique_value"));
    public static final Field<String> SCOPE = DSL.field(DSL.name("scope"), SQLDataType.VARCHAR);
    public static final Field<String> CONTENT = DSL.field(DSL.name("content"), SQLDataType.VARCHAR);
    public static final Field<UUID> OWNER = DSL.field(DSL.name("owner"), SQLDataType.UUID);

    public static final Table<Record> RECEIPTS = DSL.table(DSL.name("command_receipt"));
    public static final Field<UUID> COMMAND_ID = DSL.field(DSL.name("command_id"), SQLDataType.UUID);
    public static final Field<String> COMMAND = DSL.field(DSL.name("command"), SQLDataType.VARCHAR);
    public static final Field<String> RESOURCE = DSL.field(DSL.name("resource"), SQLDataType.VARCHAR);
    public static final Field<UUID> AGGREGATE_ID = DSL.field(DSL.name("aggregate_id"), SQLDataType.UUID);
    public static final Field<Long> VERSION = DSL.field(DSL.name("version"), SQLDataType.BIGINT);
    public static final Field<Long> POSITION = DSL.field(DSL.name("global_position"), SQLDataType.BIGINT);
    public static final Field<String> ERROR = DSL.field(DSL.name("error"), SQLDataType.VARCHAR);
    public static final Field<String> FINGERPRINT = DSL.field(DSL.name("fingerprint"), SQLDataType.VARCHAR);
    public static final Field<Instant> HANDLED_AT = DSL.field(DSL.name("handled_at"), SQLDataType.INSTANT);

    /** Of unique values and of receipts: since when, and for which append, the row waits for events. */
    public static final Field<Instant> RESERVED_SINCE = DSL.field(DSL.name("pending_since"), SQLDataType.INSTANT);

    public static final Field<UUID> RESERVED_BY = DSL.field(DSL.name("pending_by"), SQLDataType.UUID);

    private EventStoreTables() {}

    /** What is pending for longer, by the clock of the database. */
    public static Condition reservedLongerThan(Duration age) {
        return RESERVED_SINCE.lt(DSL.currentInstant().sub(DayToSecond.valueOf(age)));
    }
}
