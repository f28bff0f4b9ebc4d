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
 * Unique values that are reserved for an append. A reserved value is taken for every aggregate but its owner. Only the append
 * that reserved a row last changes it, or another thread on behalf of that append; a call for an earlier reservation changes
 * nothing. Every method is part of the caller's transaction. Safe for use by many threads.
 */
final class ValueReservations {

    private static final int MAX_OVERDUE = 1_000;

    private final DSLContext dsl;
    private final Condition isOverdue;

    /** @param reservedFor the age from which a reservation is overdue */
    ValueReservations(DSLContext dsl, Duration reservedFor) {
        this.dsl = dsl;
        this.isOverdue = EventStoreTables.reservedLongerThan(reservedFor);
    }

    /**
     * A row that is reserved until the outcome of an append is known.
     *
     * @param reservation identifies the append
     * @param previous the state of the row before
     */
    record ReservedValue(ValueClaim value, UUID reservation, State previous) {}

    /** The states of a row. */
    enum State {
        /** There is no row. */
        FREE,
        HELD,
        /** An append whose outcome is unknown has reserved it. */
        RESERVED
    }

    /**
     * Reserves a value that the owner is about to hold. Empty when the owner holds it already.
     *
     * @throws io.fluvius.problem.ProblemException when another aggregate holds or has reserved the value
     */
    Optional<ReservedValue> reserveClaim(ValueClaim claim, UUID reservation) {
        if (insert(claim, reservation)) {
            return Optional.of(new ReservedValue(claim, reservation, State.FREE));
        }
        return update(claim, reservation, State.RESERVED).or(() -> {
            requireHeld(claim);
            return Optional.empty();
        });
    }

    /** Reserves a value that the owner is about to release. Empty when the owner does not hold it. */
    Optional<ReservedValue> reserveRelease(ValueClaim claim, UUID reservation) {
        return update(claim, reservation, State.HELD).or(() -> update(claim, reservation, State.RESERVED));
    }

    /** Ends a reservation: the owner holds the value. */
    void hold(ReservedValue reserved) {
        dsl.update(EventStoreTables.UNIQUE_VALUES)
                .setNull(EventStoreTables.RESERVED_SINCE)
                .setNull(EventStoreTables.RESERVED_BY)
                .where(isRow(reserved.value()), EventStoreTables.RESERVED_BY.eq(reserved.reservation()))
                .execute();
    }

    /** Ends a reservation: the value is free. */
    void free(ReservedValue reserved) {
        dsl.deleteFrom(EventStoreTables.UNIQUE_VALUES)
                .where(isRow(reserved.value()), EventStoreTables.RESERVED_BY.eq(reserved.reservation()))
                .execute();
    }

    /** Ends a reservation whose append failed. A row that was reserved before stays reserved. */
    void cancel(ReservedValue reserved) {
        switch (reserved.previous()) {
            case FREE -> free(reserved);
            case HELD -> hold(reserved);
            case RESERVED -> {}
        }
    }

    /** At most 1,000 overdue values, the oldest first, without the {@code skipped} oldest ones. */
    List<ReservedValue> overdue(int skipped) {
        return dsl.select(
                        EventStoreTables.SCOPE,
                        EventStoreTables.CONTENT,
                        EventStoreTables.OWNER,
                        EventStoreTables.RESERVED_BY)
                .from(EventStoreTables.UNIQUE_VALUES)
                .where(isOverdue)
                .orderBy(EventStoreTables.RESERVED_SINCE, EventStoreTables.SCOPE, EventStoreTables.CONTENT)
                .limit(MAX_OVERDUE)
                .offset(skipped)
                .fetch(row -> new ReservedValue(
                        new ValueClaim(row.value1(), row.value2(), row.value3()), row.value4(), State.RESERVED));
    }

    private boolean insert(ValueClaim claim, UUID reservation) {
        InsertSetMoreStep<Record> insert = dsl.insertInto(EventStoreTables.UNIQUE_VALUES)
                .set(EventStoreTables.SCOPE, claim.scope())
                .set(EventStoreTables.CONTENT, claim.value())
                .set(EventStoreTables.OWNER, claim.owner())
                .set(EventStoreTables.RESERVED_SINCE, DSL.currentInstant())
                .set(EventStoreTables.RESERVED_BY, reservation);
        if (dsl.dialect().family() == SQLDialect.POSTGRES) {
            // a constraint violation would abort the transaction
            return insert.onConflictDoNothing().execute() == 1;
        }
        try {
            return insert.execute() == 1;
        } catch (DuplicateKeyException exists) {
            return false;
        }
    }

    private Optional<ReservedValue> update(ValueClaim claim, UUID reservation, State previous) {
        Condition isPrevious = previous == State.RESERVED
                ? EventStoreTables.RESERVED_BY.isNotNull()
                : EventStoreTables.RESERVED_BY.isNull();
        int rows = dsl.update(EventStoreTables.UNIQUE_VALUES)
                .set(EventStoreTables.RESERVED_SINCE, DSL.currentInstant())
                .set(EventStoreTables.RESERVED_BY, reservation)
                .where(isRow(claim), isPrevious)
                .execute();
        return rows == 1 ? Optional.of(new ReservedValue(claim, reservation, previous)) : Optional.empty();
    }

    private void requireHeld(ValueClaim claim) {
        UUID owner = dsl.select(EventStoreTables.OWNER)
                .from(EventStoreTables.UNIQUE_VALUES)
                .where(EventStoreTables.SCOPE.eq(claim.scope()), EventStoreTables.CONTENT.eq(claim.value()))
                .fetchOne(EventStoreTables.OWNER);
        if (owner == null) {
            throw new ConcurrencyFailureException("The value was released at the same time");
        }
        if (!owner.equals(claim.owner())) {
            throw UniqueValues.valueTakenException(claim.scope());
        }
    }

    private static Condition isRow(ValueClaim claim) {
        return DSL.and(
                EventStoreTables.SCOPE.eq(claim.scope()),
                EventStoreTables.CONTENT.eq(claim.value()),
                EventStoreTables.OWNER.eq(claim.owner()));
    }
}
