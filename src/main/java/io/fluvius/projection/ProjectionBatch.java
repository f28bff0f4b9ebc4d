package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.problem.Failures;
import io.fluvius.projection.sql.ViewTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The changes that one batch of events makes, written when the batch ends, in the transaction that also stores the
 * processor's token. When they cannot be written together, they are written event by event: the guilty event is known
 * then, and is parked as a dead letter, and its neighbours go on. Used by one thread.
 */
final class ProjectionBatch {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionBatch.class);

    private final String processingGroup;
    private final DSLContext dsl;
    private final TransactionOperations savepoint;
    private final DeadLetters deadLetters;
    private final Failures failures;
    private final Map<String, EventChanges> events = new LinkedHashMap<>();

    ProjectionBatch(
            String processingGroup,
            DSLContext dsl,
            TransactionOperations savepoint,
            DeadLetters deadLetters,
            Failures failures) {
        this.failures = failures;
        this.processingGroup = processingGroup;
        this.dsl = dsl;
        this.savepoint = savepoint;
        this.deadLetters = deadLetters;
    }

    /** The read model as the handler of one event sees it. */
    <V extends Record> ReadModel<V> during(DomainEventMessage<?> event, ViewTable<V> table) {
        EventChanges changes = events.computeIfAbsent(event.getIdentifier(), id -> new EventChanges(event));
        return new RecordingReadModel<>(table, changes::add);
    }

    /** Notes that the handler of an event failed. Whether the event is one of this batch. */
    boolean fail(String eventIdentifier, Exception failure) {
        EventChanges changes = events.get(eventIdentifier);
        if (changes == null) {
            return false;
        }
        changes.fail(failure);
        return true;
    }

    /** Writes everything. Throws when the database itself fails, for the batch to be tried again. */
    void write() {
        List<EventChanges> inOrder = new ArrayList<>(events.values());
        Set<UUID> parked = deadLetters.blockedAggregates(
                processingGroup, inOrder.stream().map(EventChanges::aggregate).collect(Collectors.toSet()));
        if (!parked.isEmpty() || !attempt(inOrder)) {
            inOrder.forEach(event -> writeAlone(event, parked));
        }
    }

    private void writeAlone(EventChanges event, Set<UUID> parked) {
        if (parked.contains(event.aggregate())) {
            deadLetters.enqueueBlocked(processingGroup, event.event());
            return;
        }
        try {
            apply(List.of(event), TableWriter.Reading.ALL);
        } catch (Exception guilty) {
            retryLaterIfTransient(guilty);
            LOG.error("{} cannot apply {} and parks it", processingGroup, describe(event.event()), guilty);
            parked.add(event.aggregate());
            deadLetters.enqueue(processingGroup, event.event(), guilty);
        }
    }

    private boolean attempt(Collection<EventChanges> together) {
        try {
            apply(together, TableWriter.Reading.OLD);
            return true;
        } catch (Exception failure) {
            retryLaterIfTransient(failure);
            LOG.warn("{} could not write {} events together, goes on one by one", processingGroup, together.size());
            LOG.debug("The failure was", failure);
            return false;
        }
    }

    /** A lock that could not be had or a lost connection is no event's fault: the processor tries the batch again. */
    private void retryLaterIfTransient(Exception failure) {
        if (failures.isTransient(failure)) {
            throw failure instanceof RuntimeException passing ? passing : new IllegalStateException(failure);
        }
    }

    /** All or nothing, within a savepoint. */
    private void apply(Collection<EventChanges> together, TableWriter.Reading reading) throws Exception {
        Map<ViewTable<?>, TableWriter<?>> writers = new LinkedHashMap<>();
        for (EventChanges event : together) {
            for (RowChange<?> change : event.changes()) {
                writers.computeIfAbsent(change.table(), table -> new TableWriter<>(dsl, table, reading))
                        .add(change, event.event());
            }
        }
        savepoint.executeWithoutResult(status -> writers.values().forEach(TableWriter::write));
    }

    private static String describe(DomainEventMessage<?> event) {
        return event.getPayloadType().getSimpleName() + " " + event.getAggregateIdentifier() + "#"
                + event.getSequenceNumber();
    }
}
