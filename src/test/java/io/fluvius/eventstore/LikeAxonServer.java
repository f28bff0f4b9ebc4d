package io.fluvius.eventstore;

import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Commits events as Axon Server's store does: in a registration of its own, made when the unit of work prepares. What
 * happens around the next commit is up to the test.
 */
final class LikeAxonServer extends InMemoryEventStorageEngine {

    private Runnable before = () -> {};
    private Runnable after = () -> {};

    /** The server is gone before the next events reach it; the sender does not know. */
    void isGoneBeforeTheEvents() {
        before(LikeAxonServer::lost);
    }

    /** The server has the next events and is gone before it says so. */
    void isGoneAfterTheEvents() {
        after = LikeAxonServer::lost;
    }

    void before(Runnable happening) {
        before = happening;
    }

    /** Whoever listens there next hears nothing of what happened. */
    void isThereAgain() {
        before = () -> {};
        after = () -> {};
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (CurrentUnitOfWork.isStarted()) {
            CurrentUnitOfWork.get().root().onCommit(committing -> commit(committing, events));
        } else {
            super.appendEvents(events);
        }
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
