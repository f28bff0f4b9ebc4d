package io.fluvius.processing.deadletter;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The failed attempts to handle events that are parked. Of a letter that is tried again and again, the first attempt and the
 * latest {@value #KEPT} are kept. Every method is part of the caller's transaction. Safe for use by many threads.
 */
final class LetterAttempts {

    static final int KEPT = 20;

    private final DSLContext dsl;
    private final String node;
    private final Clock clock;

    /** @param node the name of this node */
    LetterAttempts(DSLContext dsl, String node, Clock clock) {
        this.dsl = dsl;
        this.node = node;
        this.clock = clock;
    }

    /** Records the attempt after which an event was parked. */
    void addFirst(String processingGroup, String sequence, String event, StoredCause cause) {
        add(
                cause,
                DeadLetterTables.GROUP
                        .eq(processingGroup)
                        .and(DeadLetterTables.SEQUENCE.eq(sequence))
                        .and(DeadLetterTables.EVENT.eq(event)));
    }

    /** Records a further attempt. */
    void add(String letter, StoredCause cause) {
        add(cause, DeadLetterTables.ID.eq(letter));
        dsl.deleteFrom(DeadLetterTables.ATTEMPTS)
                .where(
                        DeadLetterTables.ATTEMPT_OF.eq(letter),
                        DeadLetterTables.NUMBER.gt(1),
                        DeadLetterTables.NUMBER.le(
                                DSL.select(DSL.max(DeadLetterTables.NUMBER).minus(KEPT))
                                        .from(DeadLetterTables.ATTEMPTS)
                                        .where(DeadLetterTables.ATTEMPT_OF.eq(letter))))
                .execute();
    }

    private void add(StoredCause cause, Condition ofLetter) {
        dsl.insertInto(
                        DeadLetterTables.ATTEMPTS,
                        DeadLetterTables.ATTEMPT_OF,
                        DeadLetterTables.NUMBER,
                        DeadLetterTables.ATTEMPTED_AT,
                        DeadLetterTables.NODE,
                        DeadLetterTables.ATTEMPT_CAUSE,
                        DeadLetterTables.ATTEMPT_MESSAGE,
                        DeadLetterTables.TRACE)
                .select(DSL.select(
                                DeadLetterTables.ID,
                                DeadLetterTables.attempts().plus(1),
                                DSL.val(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)),
                                DSL.val(node),
                                DSL.val(cause.type()),
                                DSL.val(cause.message()),
                                DSL.val(cause.trace()))
                        .from(DeadLetterTables.LETTERS)
                        .where(ofLetter))
                .execute();
    }
}
