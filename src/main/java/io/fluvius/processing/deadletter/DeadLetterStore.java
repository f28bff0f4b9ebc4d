package io.fluvius.processing.deadletter;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.processing.deadletter.StoredLetter.Attempt;
import io.fluvius.processing.deadletter.StoredLetter.Content;
import io.fluvius.processing.deadletter.StoredLetter.Evicted;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.common.DateTimeUtils;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The dead letters of all processing groups in the database, and those that were evicted. Safe for use by many threads. */
public final class DeadLetterStore {

    private static final Field<Integer> ATTEMPTS = DeadLetterTables.attempts().as("attempt_count");
    private static final Field<Integer> WAITING = DeadLetterTables.waiting().as("waiting_count");

    private final ReadOnlyDatabase reading;
    private final DSLContext writing;
    private final LetterRows rows;
    private final EvictedLetters evicted;

    DeadLetterStore(ReadOnlyDatabase reading, DSLContext writing, LetterRows rows, Clock clock) {
        this.reading = reading;
        this.writing = writing;
        this.rows = rows;
        this.evicted = new EvictedLetters(reading, rows, clock);
    }

    /** A place in an order of letters: by the time when they were parked or evicted, and then by identifier. */
    public record Place(Instant time, String id) {}

    /**
     * Which letters to return.
     *
     * @param processingGroup that of the letters; null for every one
     * @param cause the type of their latest cause, with or without its package; null for every one
     * @param before the time before which they were parked; null for every time
     */
    public record Filter(
            @Nullable String processingGroup,
            @Nullable String cause,
            @Nullable Instant before) {

        private Condition condition() {
            Condition condition =
                    processingGroup == null ? DSL.noCondition() : DeadLetterTables.GROUP.eq(processingGroup);
            if (cause != null) {
                Field<String> type = DeadLetterTables.CAUSE_TYPE;
                condition = condition.and(
                        type.eq(cause).or(type.endsWith("." + cause)).or(type.endsWith("$" + cause)));
            }
            return before == null
                    ? condition
                    : condition.and(DeadLetterTables.PARKED_AT.lt(DateTimeUtils.formatInstant(before)));
        }
    }

    /** Returns the first letters of sequences, those that were parked first, after a place. */
    public List<StoredLetter> firstLetters(Filter filter, @Nullable Place after, int limit) {
        Condition next = after == null
                ? DSL.noCondition()
                : DSL.row(DeadLetterTables.PARKED_AT, DeadLetterTables.ID)
                        .gt(DateTimeUtils.formatInstant(after.time()), after.id());
        return letters(
                filter.condition().and(DeadLetterTables.isFirst()).and(next),
                limit,
                DeadLetterTables.PARKED_AT,
                DeadLetterTables.ID);
    }

    /** Returns the letter with an identifier. */
    public Optional<StoredLetter> find(String id) {
        return letters(DeadLetterTables.ID.eq(id), 1, DeadLetterTables.ID).stream()
                .findFirst();
    }

    /** Returns the letters that wait behind a letter, in their order. */
    public List<StoredLetter> behind(StoredLetter letter, int limit) {
        Condition behind = DeadLetterTables.INDEX.gt(DSL.field(DSL.select(DeadLetterTables.INDEX)
                .from(DeadLetterTables.LETTERS)
                .where(DeadLetterTables.ID.eq(letter.id()))));
        return letters(
                DeadLetterTables.GROUP
                        .eq(letter.processingGroup())
                        .and(DeadLetterTables.SEQUENCE.eq(letter.sequence()))
                        .and(behind),
                limit,
                DeadLetterTables.INDEX);
    }

    private List<StoredLetter> letters(Condition condition, int limit, OrderField<?>... order) {
        return reading.readOnce(statement -> statement
                .select(LetterRows.COLUMNS)
                .select(DeadLetterTables.TOUCHED_AT, ATTEMPTS, WAITING)
                .from(DeadLetterTables.LETTERS)
                .where(condition)
                .orderBy(order)
                .limit(limit)
                .fetch(row -> rows.letter(
                        row, LetterRows.time(row, DeadLetterTables.TOUCHED_AT), row.get(ATTEMPTS), row.get(WAITING))));
    }

    /** Returns the attempts to handle the event of a letter, the latest first. */
    public List<Attempt> attempts(String id) {
        return reading.readOnce(statement -> statement
                .select(
                        DeadLetterTables.NUMBER,
                        DeadLetterTables.ATTEMPTED_AT,
                        DeadLetterTables.NODE,
                        DeadLetterTables.ATTEMPT_CAUSE,
                        DeadLetterTables.ATTEMPT_MESSAGE,
                        DeadLetterTables.TRACE)
                .from(DeadLetterTables.ATTEMPTS)
                .where(DeadLetterTables.ATTEMPT_OF.eq(id))
                .orderBy(DeadLetterTables.NUMBER.desc())
                .fetch(row -> new Attempt(
                        row.value1(),
                        row.value2().toInstant(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6())));
    }

    /** Returns what the event of a letter says; empty when the letter no longer exists. */
    public Optional<Content> content(String id) {
        return reading.readOnce(statement -> statement
                .select(LetterRows.COLUMNS)
                .from(DeadLetterTables.LETTERS)
                .where(DeadLetterTables.ID.eq(id))
                .fetchOptional(rows::content));
    }

    /**
     * Moves a letter to those that are evicted. The letters behind it are handled without it when they are tried next.
     *
     * @return empty if the letter does not exist, for example because it was handled meanwhile
     */
    public Optional<Evicted> evict(String id, String reason) {
        return writing.transactionResult(transaction -> {
            DSLContext dsl = transaction.dsl();
            // waits for a retry of the letter, which may delete it
            boolean exists = dsl.select(DeadLetterTables.ID)
                    .from(DeadLetterTables.LETTERS)
                    .where(DeadLetterTables.ID.eq(id))
                    .forUpdate()
                    .fetchOptional()
                    .isPresent();
            if (!exists) {
                return Optional.empty();
            }
            Evicted letter = evicted.add(dsl, id, reason);
            dsl.deleteFrom(DeadLetterTables.LETTERS)
                    .where(DeadLetterTables.ID.eq(id))
                    .execute();
            return Optional.of(letter);
        });
    }

    /** Deletes the letters of a processing group, in the caller's transaction, because their events are handled again. */
    public void deleteAll(String processingGroup) {
        writing.deleteFrom(DeadLetterTables.LETTERS)
                .where(DeadLetterTables.GROUP.eq(processingGroup))
                .execute();
    }

    /** Returns evicted letters, the latest first, after a place. */
    public List<Evicted> evicted(@Nullable Place after, int limit) {
        return evicted.page(after, limit);
    }
}
