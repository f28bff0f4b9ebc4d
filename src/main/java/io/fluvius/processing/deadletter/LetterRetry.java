package io.fluvius.processing.deadletter;

import io.fluvius.problem.Failures;
import io.fluvius.problem.Redaction;
import io.fluvius.progress.Signal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tries parked events again: those of a sequence in their order, each in a transaction of its own that also removes its letter.
 * The letter is locked meanwhile, so that of several callers and nodes one handles it. The processor goes on to park events of the
 * sequence until the last letter is gone, so that no event overtakes another. Safe for use by many threads.
 */
public final class LetterRetry {

    private static final Logger LOG = LoggerFactory.getLogger(LetterRetry.class);
    private static final Field<Integer> ATTEMPTS = DeadLetterTables.attempts().as("attempt_count");

    private final DSLContext dsl;
    private final TransactionOperations transactions;
    private final LetterRows rows;
    private final Serializer eventSerializer;
    private final Supplier<? extends EventUpcaster> upcasters;
    private final LetterHandlers handlers;
    private final LetterAttempts attempts;
    private final Failures failures;
    private final Signal projected;
    private final Clock clock;
    private final Set<Sequence> inProgress = ConcurrentHashMap.newKeySet();

    LetterRetry(
            DSLContext dsl,
            TransactionOperations transactions,
            LetterRows rows,
            Serializer eventSerializer,
            Supplier<? extends EventUpcaster> upcasters,
            LetterHandlers handlers,
            LetterAttempts attempts,
            Failures failures,
            Signal projected,
            Clock clock) {
        this.dsl = dsl;
        this.transactions = transactions;
        this.rows = rows;
        this.eventSerializer = eventSerializer;
        this.upcasters = upcasters;
        this.handlers = handlers;
        this.attempts = attempts;
        this.failures = failures;
        this.projected = projected;
        this.clock = clock;
    }

    /**
     * The result of a retry.
     *
     * @param handled how many letters were handled and removed
     * @param isComplete whether the sequence has no letter left
     */
    public record Result(int handled, boolean isComplete) {}

    private record Sequence(String processingGroup, String identifier) {}

    private enum Step {
        HANDLED,
        FAILED,
        NOTHING_LEFT
    }

    /**
     * Tries the letters of a sequence until one fails again or none is left. The attempt that fails is recorded.
     *
     * @param isDue whether to try a letter, asked when the letter is locked: another node may have tried it before
     * @throws RuntimeException on a failure that may end by itself; it does not count as an attempt
     */
    public Result retry(String processingGroup, String sequence, Predicate<StoredLetter> isDue) {
        Sequence current = new Sequence(processingGroup, sequence);
        inProgress.add(current);
        try {
            return retryInOrder(processingGroup, sequence, isDue);
        } finally {
            inProgress.remove(current);
        }
    }

    /** Whether a thread of this node tries a sequence at the moment. */
    boolean isInProgress(String processingGroup, String sequence) {
        return inProgress.contains(new Sequence(processingGroup, sequence));
    }

    private Result retryInOrder(String processingGroup, String sequence, Predicate<StoredLetter> isDue) {
        int handled = 0;
        Step step;
        do {
            step = transactions.execute(status -> tryFirst(processingGroup, sequence, isDue));
            handled += step == Step.HANDLED ? 1 : 0;
        } while (step == Step.HANDLED);
        if (handled > 0) {
            projected.raise();
        }
        return new Result(handled, step == Step.NOTHING_LEFT);
    }

    private Step tryFirst(String processingGroup, String sequence, Predicate<StoredLetter> isDue) {
        Optional<Record> locked = lockFirst(processingGroup, sequence);
        if (locked.isEmpty()) {
            return Step.NOTHING_LEFT;
        }
        StoredLetter letter = rows.letter(
                locked.get(),
                LetterRows.time(locked.get(), DeadLetterTables.TOUCHED_AT),
                locked.get().get(ATTEMPTS),
                0);
        if (!isDue.test(letter)) {
            return Step.FAILED;
        }
        Exception failure = handle(processingGroup, locked.get());
        if (failure == null) {
            dsl.deleteFrom(DeadLetterTables.LETTERS)
                    .where(DeadLetterTables.ID.eq(letter.id()))
                    .execute();
            return Step.HANDLED;
        }
        if (failures.isTransient(failure)) {
            throw failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
        }
        record(letter, failure);
        return Step.FAILED;
    }

    /** A letter that another transaction has locked may be gone after it; then the next one is the first. */
    private Optional<Record> lockFirst(String processingGroup, String sequence) {
        while (true) {
            Optional<String> first = dsl.select(DeadLetterTables.ID)
                    .from(DeadLetterTables.LETTERS)
                    .where(DeadLetterTables.GROUP.eq(processingGroup), DeadLetterTables.SEQUENCE.eq(sequence))
                    .orderBy(DeadLetterTables.INDEX)
                    .limit(1)
                    .fetchOptional(DeadLetterTables.ID);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            Optional<Record> locked = dsl.select(LetterRows.COLUMNS)
                    .select(DeadLetterTables.TOUCHED_AT, ATTEMPTS)
                    .from(DeadLetterTables.LETTERS)
                    .where(DeadLetterTables.ID.eq(first.get()))
                    .forUpdate()
                    .fetchOptional()
                    .map(row -> row);
            if (locked.isPresent()) {
                return locked;
            }
        }
    }

    private @Nullable Exception handle(String processingGroup, Record row) {
        try {
            List<TrackedEventMessage<?>> event = EventUtils.upcastAndDeserializeTrackedEvents(
                            Stream.of(rows.event(row)), eventSerializer, upcasters.get())
                    .toList();
            handlers.handle(processingGroup, event);
            return null;
        } catch (Exception failure) {
            return failure;
        }
    }

    private void record(StoredLetter letter, Exception failure) {
        StoredCause cause = StoredCause.of(failure);
        boolean isSame =
                cause.type().equals(letter.causeType()) && cause.message().equals(letter.causeMessage());
        if (!isSame) {
            LOG.error(
                    "{} cannot handle the parked {} {} again",
                    letter.processingGroup(),
                    letter.type(),
                    letter.event(),
                    Redaction.redact(failure));
        }
        dsl.update(DeadLetterTables.LETTERS)
                .set(DeadLetterTables.CAUSE_TYPE, cause.type())
                .set(DeadLetterTables.CAUSE_MESSAGE, cause.message())
                .set(DeadLetterTables.TOUCHED_AT, DateTimeUtils.formatInstant(clock.instant()))
                .where(DeadLetterTables.ID.eq(letter.id()))
                .execute();
        attempts.add(letter.id(), cause);
    }
}
