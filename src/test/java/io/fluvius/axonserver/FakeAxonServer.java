package io.fluvius.axonserver;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Commits events as Axon Server's store does: in a registration of its own, made when the unit of work prepares. What
 * happens around the next commit is up to the test.
 */
final class FakeAxonServer extends InMemoryEventStorageEngine {

    private Runnable before = () -> {};
    private Runnable after = () -> {};
    private final Set<String> unreadable = new HashSet<>();

    /** The server is gone before the next events reach it; the sender does not know. */
    void isGoneBeforeTheEvents() {
        before(FakeAxonServer::lost);
    }

    /** The server has the next events and is gone before it says so. */
    void isGoneAfterTheEvents() {
        after = FakeAxonServer::lost;
    }

    void cannotRead(String aggregate) {
        unreadable.add(aggregate);
    }

    void before(Runnable happening) {
        before = happening;
    }

    /** Whoever listens there next hears nothing of what happened. */
    void isThereAgain() {
        before = () -> {};
        after = () -> {};
        unreadable.clear();
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (CurrentUnitOfWork.isStarted()) {
            CurrentUnitOfWork.get().root().onCommit(committing -> commit(committing, events));
        } else {
            super.appendEvents(events);
        }
    }

    @Override
    public DomainEventStream readEvents(String aggregate, long firstSequenceNumber) {
        if (unreadable.contains(aggregate)) {
            lost();
        }
        return super.readEvents(aggregate, firstSequenceNumber);
    }

    private void commit(UnitOfWork<?> work, List<? extends EventMessage<?>> events) {
        CurrentUnitOfWork.clear(work);
        try {
            before.run();
            events.forEach(this::requireNext);
            super.appendEvents(events);
            after.run();
        } finally {
            CurrentUnitOfWork.set(work);
        }
    }

    private void requireNext(EventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> own
                && lastSequenceNumberFor(own.getAggregateIdentifier()).orElse(-1L) >= own.getSequenceNumber()) {
            throw new ConcurrencyException("[AXONIQ-2000] Invalid sequence number");
        }
    }

    private static void lost() {
        throw new IllegalStateException("The server is gone");
    }
}
