package io.fluvius.eventstore;

import io.fluvius.command.StagedEvents;
import io.fluvius.problem.Failures;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/**
 * Axon's event store, except that a database which cannot be reached fails the load of an aggregate at once. Axon would take it
 * for an unreadable snapshot, and wait for the database a second time to read all events.
 */
final class FailFastEventStore extends EmbeddedEventStore {

    private final Failures failures;

    FailFastEventStore(Builder store, Failures failures) {
        super(store);
        this.failures = failures;
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        StagedEvents.add(events, this::intercept);
        super.publish(events);
    }

    @Override
    protected Optional<DomainEventMessage<?>> handleSnapshotReadingError(String aggregate, Throwable failure) {
        if (failures.isTransient(failure)) {
            throw new EventStoreException("The database cannot be reached", failure);
        }
        return super.handleSnapshotReadingError(aggregate, failure);
    }
}
