package io.fluvius.axonserver;

import io.fluvius.domain.UniqueValues;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ValueClaim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Unique values whose owner the events of an append are to decide. Such a row is taken, for everybody but its owner. It is
 * changed only by the append that marked it last, or on behalf of it; so whoever comes late changes nothing. Every method is
 * part of the caller's transaction. Safe for use by many threads.
 */
final class ValueReservations {

    /** How many are looked at in one go. */
    private static final int SOME = 1_000;

    private final DSLContext dsl;

    ValueReservations(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * A row that waits for the events of an append.
     *
     * @param by the append
     * @param before what the row was before
     */
    record Mark(ValueClaim value, UUID by, Before before) {}

    /** What a row was before it was marked. */
    enum Before {
        FREE,
        HELD,
        /** Another append left it behind, whose events may or may not be there. */
        PENDING
    }

    /**
     * Marks a value that is to be the owner's. Empty when it already is.
     *
     * @throws io.fluvius.problem.ProblemException when another owner has it, or may have
     */
    Optional<Mark> claim(ValueClaim claim, UUID by) {
        if (inserted(claim, by)) {
            return Optional.of(new Mark(claim, by, Before.FREE));
        }
        return marked(claim, by, Before.PENDING).or(() -> {
            requireHeld(claim);
            return Optional.empty();
        });
    }

    /** Marks a value that is to be free. Empty when the owner does not hold it. */
    Optional<Mark> release(ValueClaim claim, UUID by) {
        return marked(claim, by, Before.HELD).or(() -> marked(claim, by, Before.PENDING));
    }

    /** The owner has it. */
    void held(Mark mark) {
        dsl.update(EventStoreTables.UNIQUE_VALUES)
                .setNull(EventStoreTables.RESERVED_SINCE)
                .setNull(EventStoreTables.RESERVED_BY)
                .where(of(mark.value()), EventStoreTables.RESERVED_BY.eq(mark.by()))
                .execute();
    }

    /** The owner does not have it. */
    void freed(Mark mark) {
        dsl.deleteFrom(EventStoreTables.UNIQUE_VALUES)
                .where(of(mark.value()), EventStoreTables.RESERVED_BY.eq(mark.by()))
                .execute();
    }

    /** No events of that append will come. */
    void undo(Mark mark) {
        switch (mark.before()) {
            case FREE -> freed(mark);
            case HELD -> held(mark);
            case PENDING -> {}
        }
    }

    /** Some of those that are pending for longer, the oldest first. */
    List<Mark> overdue(Duration age) {
        return dsl.select(
                        EventStoreTables.SCOPE,
                        EventStoreTables.CONTENT,
                        EventStoreTables.OWNER,
                        EventStoreTables.RESERVED_BY)
                .from(EventStoreTables.UNIQUE_VALUES)
                .where(EventStoreTables.reservedLongerThan(age))
                .orderBy(EventStoreTables.RESERVED_SINCE)
                .limit(SOME)
                .fetch(row -> new Mark(
                        new ValueClaim(row.value1(), row.value2(), row.value3()), row.value4(), Before.PENDING));
    }

    private boolean inserted(ValueClaim claim, UUID by) {
        InsertSetMoreStep<Record> insert = dsl.insertInto(EventStoreTables.UNIQUE_VALUES)
                .set(EventStoreTables.SCOPE, claim.scope())
                .set(EventStoreTables.CONTENT, claim.value())
                .set(EventStoreTables.OWNER, claim.owner())
                .set(EventStoreTables.RESERVED_SINCE, DSL.currentInstant())
                .set(EventStoreTables.RESERVED_BY, by);
        if (dsl.dialect().family() == SQLDialect.POSTGRES) {
            // a violated constraint would end the whole transaction here
            return insert.onConflictDoNothing().execute() == 1;
        }
        try {
            return insert.execute() == 1;
        } catch (DuplicateKeyException there) {
            return false;
        }
    }

    private Optional<Mark> marked(ValueClaim claim, UUID by, Before before) {
        Condition as = before == Before.PENDING
                ? EventStoreTables.RESERVED_BY.isNotNull()
                : EventStoreTables.RESERVED_BY.isNull();
        int rows = dsl.update(EventStoreTables.UNIQUE_VALUES)
                .set(EventStoreTables.RESERVED_SINCE, DSL.currentInstant())
                .set(EventStoreTables.RESERVED_BY, by)
                .where(of(claim), as)
                .execute();
        return rows == 1 ? Optional.of(new Mark(claim, by, before)) : Optional.empty();
    }

    private void requireHeld(ValueClaim claim) {
        UUID owner = dsl.select(EventStoreTables.OWNER)
                .from(EventStoreTables.UNIQUE_VALUES)
                .where(EventStoreTables.SCOPE.eq(claim.scope()), EventStoreTables.CONTENT.eq(claim.value()))
                .fetchOne(EventStoreTables.OWNER);
        if (owner == null) {
            throw new ConcurrencyFailureException("The value was given up this moment");
        }
        if (!owner.equals(claim.owner())) {
            throw UniqueValues.valueTakenException(claim.scope());
        }
    }

    private static Condition of(ValueClaim claim) {
        return DSL.and(
                EventStoreTables.SCOPE.eq(claim.scope()),
                EventStoreTables.CONTENT.eq(claim.value()),
                EventStoreTables.OWNER.eq(claim.owner()));
    }
}
