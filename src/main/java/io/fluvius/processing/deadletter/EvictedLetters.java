package io.fluvius.processing.deadletter;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.processing.deadletter.DeadLetterStore.Place;
import io.fluvius.processing.deadletter.StoredLetter.Evicted;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The letters that operators have evicted. Safe for use by many threads. */
final class EvictedLetters {

    private static final Table<Record> TABLE = DSL.table(DSL.name("evicted_dead_letter"));
    private static final Field<String> ID = DSL.field(DeadLetterTables.ID.getUnqualifiedName(), SQLDataType.VARCHAR);
    private static final Field<Integer> ATTEMPTS = DSL.field(DSL.name("attempts"), SQLDataType.INTEGER);
    private static final Field<OffsetDateTime> AT =
            DSL.field(DSL.name("evicted_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<String> REASON = DSL.field(DSL.name("reason"), SQLDataType.VARCHAR);

    private final ReadOnlyDatabase reading;
    private final LetterRows rows;
    private final Clock clock;

    EvictedLetters(ReadOnlyDatabase reading, LetterRows rows, Clock clock) {
        this.reading = reading;
        this.rows = rows;
        this.clock = clock;
    }

    /** The table under the name of that of letters, which qualifies its columns. */
    static Table<Record> ofLetters() {
        return TABLE.as(DeadLetterTables.LETTERS);
    }

    /** Copies a letter, in the caller's transaction, and returns the copy. */
    Evicted add(DSLContext transaction, String id, String reason) {
        List<SelectField<?>> values = new ArrayList<>(LetterRows.COLUMNS);
        values.add(DeadLetterTables.attempts());
        values.add(DSL.val(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)));
        values.add(DSL.val(reason));
        List<Field<?>> columns = Stream.concat(
                        LetterRows.COLUMNS.stream()
                                .map(column -> DSL.field(column.getUnqualifiedName(), column.getDataType())),
                        Stream.of(ATTEMPTS, AT, REASON))
                .<Field<?>>map(column -> column)
                .toList();
        transaction
                .insertInto(TABLE, columns)
                .select(DSL.select(values).from(DeadLetterTables.LETTERS).where(DeadLetterTables.ID.eq(id)))
                .execute();
        return transaction.selectFrom(TABLE).where(ID.eq(id)).fetchSingle(this::evicted);
    }

    /** Returns evicted letters, the latest first, after a place. */
    List<Evicted> page(@Nullable Place after, int limit) {
        Condition next = after == null
                ? DSL.noCondition()
                : DSL.row(AT, ID).lt(OffsetDateTime.ofInstant(after.time(), ZoneOffset.UTC), after.id());
        return reading.readOnce(statement -> statement
                .selectFrom(TABLE)
                .where(next)
                .orderBy(AT.desc(), ID.desc())
                .limit(limit)
                .fetch(this::evicted));
    }

    private Evicted evicted(Record row) {
        return new Evicted(
                rows.letter(row, LetterRows.time(row, DeadLetterTables.PARKED_AT), required(row, ATTEMPTS), 0),
                rows.content(row),
                required(row, AT).toInstant(),
                required(row, REASON));
    }

    private static <T> T required(Record row, Field<T> column) {
        return Objects.requireNonNull(row.get(column.getUnqualifiedName(), column.getType()));
    }
}
