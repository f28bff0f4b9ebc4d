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
 * Commits events as Axon Server's event store does: in a commit handler that it registers when the unit of work prepares its
 * commit. A test determines what happens before and after the next commit.
 */
final class FakeAxonServer extends InMemoryEventStorageEngine {

    private Runnable before = () -> {};
    private Runnable after = () -> {};
    private final Set<String> unreadable = new HashSet<>();

    /** The connection is lost before the server stores the next events; the sender cannot tell. */
    void failBeforeStoring() {
        beforeStoring(FakeAxonServer::fail);
    }

    /** The connection is lost after the server has stored the next events, before it responds. */
    void failAfterStoring() {
        after = FakeAxonServer::fail;
    }

    void failReadsOf(String aggregate) {
        unreadable.add(aggregate);
    }

    void beforeStoring(Runnable action) {
        before = action;
    }

    /** Undoes all settings above. */
    void recover() {
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
            fail();
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

    private static void fail() {
        throw new IllegalStateException("The connection is lost");
    }
}
