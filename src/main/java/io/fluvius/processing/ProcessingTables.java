package io.fluvius.processing;

import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Axon's tables of tokens and dead letters, and their columns, named as in the migrations. */
public final class ProcessingTables {

    static final Table<Record> TOKENS = DSL.table(DSL.name("token_entry"));
    static final Field<String> PROCESSOR = DSL.field(DSL.name("processor_name"), SQLDataType.VARCHAR);
    static final Field<Integer> SEGMENT = DSL.field(DSL.name("segment"), SQLDataType.INTEGER);
    static final Field<String> TOKEN = DSL.field(DSL.name("token"), SQLDataType.VARCHAR);
    static final Field<String> TOKEN_TYPE = DSL.field(DSL.name("token_type"), SQLDataType.VARCHAR);

    static final Field<String> OWNER = DSL.field(DSL.name("owner"), SQLDataType.VARCHAR);
    /** When the owner last claimed the segment, extended its claim, or released it; in ISO 8601. */
    static final Field<String> CLAIMED_AT = DSL.field(DSL.name("time_stamp"), SQLDataType.VARCHAR);

    static final TokenSchema TOKEN_SCHEMA = TokenSchema.builder()
            .setTokenTable(TOKENS.getName())
            .setProcessorNameColumn(PROCESSOR.getName())
            .setSegmentColumn(SEGMENT.getName())
            .setTokenColumn(TOKEN.getName())
            .setTokenTypeColumn(TOKEN_TYPE.getName())
            .setTimestampColumn(CLAIMED_AT.getName())
            .setOwnerColumn(OWNER.getName())
            .build();

    public static final Table<Record> DEAD_LETTERS = DSL.table(DSL.name("dead_letter"));
    public static final Field<String> GROUP = DSL.field(DSL.name("processing_group"), SQLDataType.VARCHAR);
    public static final Field<String> SEQUENCE = DSL.field(DSL.name("sequence_identifier"), SQLDataType.VARCHAR);
    public static final Field<String> EVENT = DSL.field(DSL.name("event_identifier"), SQLDataType.VARCHAR);

    public static final DeadLetterSchema DEAD_LETTER_SCHEMA = DeadLetterSchema.builder()
            .deadLetterTable(DEAD_LETTERS.getName())
            .deadLetterIdentifierColumn("dead_letter_identifier")
            .processingGroupColumn(GROUP.getName())
            .sequenceIdentifierColumn(SEQUENCE.getName())
            .sequenceIndexColumn("sequence_index")
            .messageTypeColumn("message_type")
            .eventIdentifierColumn(EVENT.getName())
            .timestampColumn("time_stamp")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .payloadColumn("payload")
            .metaDataColumn("meta_data")
            .aggregateTypeColumn("aggregate_type")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .tokenTypeColumn(TOKEN_TYPE.getName())
            .tokenColumn(TOKEN.getName())
            .enqueuedAtColumn("enqueued_at")
            .lastTouchedColumn("last_touched")
            .processingStartedColumn("processing_started")
            .causeTypeColumn("cause_type")
            .causeMessageColumn("cause_message")
            .diagnosticsColumn("diagnostics")
            .build();

    private ProcessingTables() {}
}
