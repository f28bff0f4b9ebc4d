package io.fluvius.eventstore.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/** The tables and columns of the event store, named as in the migrations. */
public final class EventStoreTables {

    public static final Table<Record> EVENTS = table("domain_event");
    public static final Field<Long> INDEX = column("global_index", SQLDataType.BIGINT);
    public static final Field<String> EVENT_ID = column("event_identifier", SQLDataType.VARCHAR);
    public static final Field<String> AGGREGATE = column("aggregate_identifier", SQLDataType.VARCHAR);
    public static final Field<Long> SEQUENCE = column("sequence_number", SQLDataType.BIGINT);
    public static final Field<String> AGGREGATE_TYPE = column("aggregate_type", SQLDataType.VARCHAR);
    public static final Field<String> TIMESTAMP = column("time_stamp", SQLDataType.VARCHAR);
    public static final Field<String> PAYLOAD_TYPE = column("payload_type", SQLDataType.VARCHAR);
    public static final Field<String> PAYLOAD_REVISION = column("payload_revision", SQLDataType.VARCHAR);
    public static final Field<String> PAYLOAD = column("payload", SQLDataType.VARCHAR);
    public static final Field<String> METADATA = column("meta_data", SQLDataType.VARCHAR);

    /**
     * Takes, on PostgreSQL, the lock that orders the appends of all nodes until the end of the transaction. The key contains the
     * table, so that applications in different schemas of a database do not wait for each other.
     */
    public static final String APPEND_LOCK =
            "pg_advisory_xact_lock(x'464c5556'::bigint << 32 | 'domain_event'::regclass::oid::bigint)";

    /** The columns of an event without its index, which the database generates. */
    public static final List<Field<?>> EVENT_COLUMNS = List.of(
            EVENT_ID,
            AGGREGATE,
            SEQUENCE,
            AGGREGATE_TYPE,
            TIMESTAMP,
            PAYLOAD_TYPE,
            PAYLOAD_REVISION,
            PAYLOAD,
            METADATA);

    /** The same names for Axon's JDBC engine, with the table of snapshots, whose columns have the names of an event's. */
    public static final EventSchema AXON_SCHEMA = EventSchema.builder()
            .eventTable(EVENTS.getName())
            .snapshotTable("snapshot_event")
            .globalIndexColumn(INDEX.getName())
            .timestampColumn(TIMESTAMP.getName())
            .eventIdentifierColumn(EVENT_ID.getName())
            .aggregateIdentifierColumn(AGGREGATE.getName())
            .sequenceNumberColumn(SEQUENCE.getName())
            .typeColumn(AGGREGATE_TYPE.getName())
            .payloadTypeColumn(PAYLOAD_TYPE.getName())
            .payloadRevisionColumn(PAYLOAD_REVISION.getName())
            .payloadColumn(PAYLOAD.getName())
            .metaDataColumn(METADATA.getName())
            .build();

    public static final Table<Record> UNIQUE_VALUES = table("unique_value");
    public static final Field<String> SCOPE = column("scope", SQLDataType.VARCHAR);
    public static final Field<String> CONTENT = column("content", SQLDataType.VARCHAR);
    public static final Field<UUID> OWNER = column("owner", SQLDataType.UUID);

    public static final List<Field<?>> UNIQUE_VALUE_COLUMNS = List.of(SCOPE, CONTENT, OWNER);

    public static final Table<Record> RECEIPTS = table("command_receipt");
    public static final Field<UUID> COMMAND_ID = column("command_id", SQLDataType.UUID);
    public static final Field<String> COMMAND = column("command", SQLDataType.VARCHAR);
    public static final Field<String> RESOURCE = column("resource", SQLDataType.VARCHAR);
    public static final Field<UUID> AGGREGATE_ID = column("aggregate_id", SQLDataType.UUID);
    public static final Field<Long> VERSION = column("version", SQLDataType.BIGINT);
    public static final Field<Long> POSITION = column("global_position", SQLDataType.BIGINT);
    public static final Field<String> ERROR = column("error", SQLDataType.VARCHAR);
    public static final Field<String> FINGERPRINT = column("fingerprint", SQLDataType.VARCHAR);
    public static final Field<Instant> HANDLED_AT = column("handled_at", SQLDataType.INSTANT);

    public static final List<Field<?>> RECEIPT_COLUMNS =
            List.of(COMMAND_ID, COMMAND, RESOURCE, AGGREGATE_ID, VERSION, POSITION, ERROR, FINGERPRINT, HANDLED_AT);

    /**
     * Of unique values and receipts, with Axon Server only: when the row was reserved, by the clock of the database. Null
     * for a row that is not reserved.
     */
    public static final Field<Instant> RESERVED_SINCE = column("pending_since", SQLDataType.INSTANT);

    /** Of unique values and receipts, with Axon Server only: the append for which the row is reserved, or null. */
    public static final Field<UUID> RESERVED_BY = column("pending_by", SQLDataType.UUID);

    private EventStoreTables() {}

    /** Matches rows that have been reserved for longer than this, by the clock of the database. */
    public static Condition reservedLongerThan(Duration age) {
        return RESERVED_SINCE.lt(DSL.currentInstant().sub(DayToSecond.valueOf(age)));
    }

    private static Table<Record> table(String name) {
        return DSL.table(DSL.name(name));
    }

    private static <T> Field<T> column(String name, DataType<T> type) {
        return DSL.field(DSL.name(name), type);
    }
}
