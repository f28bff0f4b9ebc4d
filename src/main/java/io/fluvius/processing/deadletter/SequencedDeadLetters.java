package io.fluvius.processing.deadletter;

import io.fluvius.processing.ProcessingTables;
import io.fluvius.projection.DeadLetters;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Dead letters in Axon's queues: one queue for each processing group, one sequence for each aggregate. Safe for use by many threads. */
final class SequencedDeadLetters implements DeadLetters {

    private final DSLContext dsl;
    private final Map<String, SequencedDeadLetterQueue<EventMessage<?>>> queues = new ConcurrentHashMap<>();
    private final Function<String, SequencedDeadLetterQueue<EventMessage<?>>> open;

    SequencedDeadLetters(DSLContext dsl, Function<String, SequencedDeadLetterQueue<EventMessage<?>>> open) {
        this.dsl = dsl;
        this.open = open;
    }

    /**
     * Locks the last letter of each blocked aggregate, which waits for a retry of that letter. The retry of the last letter in
     * turn waits for the caller's transaction, and then finds the events that the caller enqueues. Without the lock, it would
     * leave them behind.
     */
    @Override
    public Set<UUID> blockedAggregates(String processingGroup, Collection<UUID> aggregates) {
        Set<UUID> blocked = blocked(processingGroup, aggregates);
        if (blocked.isEmpty()) {
            return blocked;
        }
        dsl.select(DeadLetterTables.ID)
                .from(DeadLetterTables.LETTERS)
                .where(of(processingGroup, blocked), DeadLetterTables.isLast())
                .orderBy(DeadLetterTables.ID)
                .forUpdate()
                .fetch();
        return blocked(processingGroup, blocked);
    }

    private Set<UUID> blocked(String processingGroup, Collection<UUID> aggregates) {
        return new HashSet<>(dsl.selectDistinct(DeadLetterTables.SEQUENCE)
                .from(DeadLetterTables.LETTERS)
                .where(of(processingGroup, aggregates))
                .fetch(row -> UUID.fromString(row.value1())));
    }

    private static Condition of(String processingGroup, Collection<UUID> aggregates) {
        return DeadLetterTables.GROUP
                .eq(processingGroup)
                .and(DeadLetterTables.SEQUENCE.in(
                        aggregates.stream().map(UUID::toString).toList()));
    }

    @Override
    public void enqueue(String processingGroup, DomainEventMessage<?> event, Throwable cause) {
        String sequence = event.getAggregateIdentifier();
        queue(processingGroup)
                .enqueue(
                        sequence,
                        // the constructor with a cause would wrap this cause, and its type would be lost
                        new GenericDeadLetter<>(sequence, event).withCause(DeadLetterQueues.causeOf(cause)));
    }

    @Override
    public void enqueueBlocked(String processingGroup, DomainEventMessage<?> event) {
        String sequence = event.getAggregateIdentifier();
        if (!isParked(processingGroup, event)) {
            queue(processingGroup).enqueue(sequence, new GenericDeadLetter<>(sequence, event));
        }
    }

    /** Whether the event was parked when it was delivered before. */
    private boolean isParked(String processingGroup, DomainEventMessage<?> event) {
        return dsl.fetchExists(
                ProcessingTables.DEAD_LETTERS,
                ProcessingTables.GROUP.eq(processingGroup),
                ProcessingTables.SEQUENCE.eq(event.getAggregateIdentifier()),
                ProcessingTables.EVENT.eq(event.getIdentifier()));
    }

    private SequencedDeadLetterQueue<EventMessage<?>> queue(String processingGroup) {
        return queues.computeIfAbsent(processingGroup, open);
    }
}
