package io.fluvius.processing.deadletter;

import io.fluvius.personal.PersonalTable;
import io.fluvius.processing.ProcessingTables;
import java.time.OffsetDateTime;
import java.util.List;
import org.axonframework.common.DateTimeUtils;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;
import org.jooq.SelectSelectStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The tables of dead letters, of the attempts to handle them, and of those that were evicted. */
final class DeadLetterTables {

    static final Table<Record> LETTERS = ProcessingTables.DEAD_LETTERS;
    static final Field<String> ID = text("dead_letter_identifier");
    static final Field<String> GROUP = text("processing_group");
    static final Field<String> SEQUENCE = text("sequence_identifier");
    static final Field<Long> INDEX = DSL.field(name("sequence_index"), SQLDataType.BIGINT);
    static final Field<String> EVENT = text("event_identifier");
    static final Field<String> HAPPENED_AT = text("time_stamp");
    static final Field<String> TYPE = text("payload_type");
    static final Field<String> REVISION = text("payload_revision");
    static final Field<byte[]> PAYLOAD = DSL.field(name("payload"), SQLDataType.VARBINARY);
    static final Field<byte[]> METADATA = DSL.field(name("meta_data"), SQLDataType.VARBINARY);
    static final Field<String> AGGREGATE_TYPE = text("aggregate_type");
    static final Field<String> AGGREGATE = text("aggregate_identifier");
    static final Field<Long> VERSION = DSL.field(name("sequence_number"), SQLDataType.BIGINT);
    static final Field<String> TOKEN_TYPE = text("token_type");
    static final Field<byte[]> TOKEN = DSL.field(name("token"), SQLDataType.VARBINARY);
    /** A time in the format of {@link DateTimeUtils}, which has a fixed number of digits: its text is in the order of time. */
    static final Field<String> PARKED_AT = text("enqueued_at");

    static final Field<String> TOUCHED_AT = text("last_touched");
    static final Field<String> CAUSE_TYPE = text("cause_type");
    static final Field<String> CAUSE_MESSAGE = text("cause_message");

    static final Table<Record> ATTEMPTS = DSL.table(DSL.name("dead_letter_attempt"));
    static final Field<String> ATTEMPT_OF =
            DSL.field(DSL.name("dead_letter_attempt", "dead_letter_identifier"), SQLDataType.VARCHAR);
    static final Field<Integer> NUMBER = DSL.field(DSL.name("dead_letter_attempt", "number"), SQLDataType.INTEGER);
    static final Field<OffsetDateTime> ATTEMPTED_AT =
            DSL.field(DSL.name("dead_letter_attempt", "attempted_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    static final Field<String> NODE = DSL.field(DSL.name("dead_letter_attempt", "node"), SQLDataType.VARCHAR);
    static final Field<String> ATTEMPT_CAUSE =
            DSL.field(DSL.name("dead_letter_attempt", "cause_type"), SQLDataType.VARCHAR);
    static final Field<String> ATTEMPT_MESSAGE =
            DSL.field(DSL.name("dead_letter_attempt", "cause_message"), SQLDataType.VARCHAR);
    static final Field<String> TRACE = DSL.field(DSL.name("dead_letter_attempt", "stack_trace"), SQLDataType.VARCHAR);

    private DeadLetterTables() {}

    /** A table of letters, by the persons whose events they contain. */
    static PersonalTable ofPersons(String name, Table<Record> table) {
        return new PersonalTable(
                name,
                table,
                person -> AGGREGATE.eq(person.id().toString()),
                List.of(ID.as("id"), GROUP.as("processor"), EVENT.as("eventId"), PARKED_AT.as("at")));
    }

    /** Whether a letter is the first of its sequence, behind which the others wait. */
    static Condition isFirst() {
        return DSL.notExists(
                sameSequence(DSL.selectOne(), "before").and(in("before", INDEX).lt(INDEX)));
    }

    /** Whether no letter waits behind a letter. */
    static Condition isLast() {
        return DSL.notExists(
                sameSequence(DSL.selectOne(), "behind").and(in("behind", INDEX).gt(INDEX)));
    }

    /** How many letters wait behind a letter. */
    static Field<Integer> waiting() {
        return DSL.field(sameSequence(DSL.selectCount(), "behind")
                .and(in("behind", INDEX).gt(INDEX)));
    }

    private static SelectConditionStep<Record1<Integer>> sameSequence(
            SelectSelectStep<Record1<Integer>> selected, String alias) {
        return selected.from(LETTERS.as(alias))
                .where(in(alias, GROUP).eq(GROUP), in(alias, SEQUENCE).eq(SEQUENCE));
    }

    private static <T> Field<T> in(String alias, Field<T> column) {
        return DSL.field(DSL.name(alias, column.getName()), column.getDataType());
    }

    /** How often a letter was tried. */
    static Field<Integer> attempts() {
        return DSL.coalesce(
                DSL.field(DSL.select(DSL.max(NUMBER)).from(ATTEMPTS).where(ATTEMPT_OF.eq(ID))), DSL.inline(0));
    }

    private static Field<String> text(String column) {
        return DSL.field(name(column), SQLDataType.VARCHAR);
    }

    private static Name name(String column) {
        return DSL.name("dead_letter", column);
    }
}
