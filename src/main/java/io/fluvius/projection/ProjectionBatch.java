package io.fluvius.projection;

import io.fluvius.problem.Failures;
import io.fluvius.problem.Redaction;
import io.fluvius.projection.sql.ViewTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of one batch of events. They are written when the batch ends, in the transaction that also stores the
 * processor's token. If they cannot be written together, they are written event by event: an event that fails is
 * enqueued as a dead letter, and the events of other aggregates are still applied. Not thread-safe.
 */
final class ProjectionBatch {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionBatch.class);

    private final String processingGroup;
    private final DSLContext dsl;
    private final DeadLetters deadLetters;
    private final Failures failures;
    private final UnaryOperator<ViewTable<?>> target;
    private final TableGate gate;
    private TableWriter.RowsToRead together = TableWriter.RowsToRead.EXISTING;
    private final Map<String, EventChanges> events = new LinkedHashMap<>();

    /**
     * @param dsl its transactions are those of Spring, so that one within a transaction is a savepoint
     * @param target the table to write instead of the table of a view
     * @param gate closed while the table is replaced
     */
    ProjectionBatch(
            String processingGroup,
            DSLContext dsl,
            DeadLetters deadLetters,
            Failures failures,
            UnaryOperator<ViewTable<?>> target,
            TableGate gate) {
        this.processingGroup = processingGroup;
        this.dsl = dsl;
        this.deadLetters = deadLetters;
        this.failures = failures;
        this.target = target;
        this.gate = gate;
    }

    /** A batch that writes the tables of the views. */
    ProjectionBatch(String processingGroup, DSLContext dsl, DeadLetters deadLetters, Failures failures) {
        this(processingGroup, dsl, deadLetters, failures, table -> table, new TableGate());
    }

    /** Makes this batch expect events that the tables include already. */
    void expectRepeatedEvents() {
        together = TableWriter.RowsToRead.ALL;
    }

    /** Returns the changes of an event, to which its handlers add. */
    EventChanges changes(DomainEventMessage<?> event) {
        return events.computeIfAbsent(event.getIdentifier(), id -> new EventChanges(event));
    }

    /** Records that the handler of an event failed. Returns false if this batch has no changes of that event. */
    boolean fail(String eventIdentifier, Exception failure) {
        EventChanges changes = events.get(eventIdentifier);
        if (changes == null) {
            return false;
        }
        changes.fail(failure);
        return true;
    }

    /** Writes the changes of all events. Throws on a transient failure of the database; the processor then retries. */
    void write() {
        gate.enterUntilEndOfTransaction();
        List<EventChanges> inOrder = new ArrayList<>(events.values());
        Set<UUID> blocked = deadLetters.blockedAggregates(
                processingGroup, inOrder.stream().map(EventChanges::aggregate).collect(Collectors.toSet()));
        if (!blocked.isEmpty() || !writeTogether(inOrder)) {
            inOrder.forEach(event -> writeAlone(event, blocked));
        }
    }

    private void writeAlone(EventChanges event, Set<UUID> blocked) {
        if (blocked.contains(event.aggregate())) {
            deadLetters.enqueueBlocked(processingGroup, event.event());
            return;
        }
        try {
            EventChanges.write(List.of(event), dsl, target, TableWriter.RowsToRead.ALL);
        } catch (Exception failure) {
            rethrowIfTransient(failure);
            LOG.error(
                    "{} cannot apply {}; enqueued as a dead letter",
                    processingGroup,
                    describe(event.event()),
                    Redaction.redact(failure));
            blocked.add(event.aggregate());
            deadLetters.enqueue(processingGroup, event.event(), failure);
        }
    }

    private boolean writeTogether(Collection<EventChanges> batch) {
        try {
            EventChanges.write(batch, dsl, target, together);
            return true;
        } catch (Exception failure) {
            rethrowIfTransient(failure);
            LOG.warn("{} cannot write {} events together; writing them one by one", processingGroup, batch.size());
            LOG.debug("Cause of the failed batch", Redaction.redact(failure));
            return false;
        }
    }

    /** No event causes a lock timeout or a lost connection: the processor retries the batch. */
    private void rethrowIfTransient(Exception failure) {
        if (failures.isTransient(failure)) {
            throw failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
        }
    }

    private static String describe(DomainEventMessage<?> event) {
        return event.getPayloadType().getSimpleName() + " " + event.getAggregateIdentifier() + "#"
                + event.getSequenceNumber();
    }
}
