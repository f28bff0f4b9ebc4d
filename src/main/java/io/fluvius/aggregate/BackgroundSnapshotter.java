package io.fluvius.aggregate;

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes snapshots one after the other on a thread of its own, of what the store holds then; so a snapshot holds nothing
 * that is not durable. Nobody waits for it: one that cannot be made is told in the log, one for which there is no time is
 * left out, and the aggregate asks again after its next events. Safe for use by many threads.
 */
final class BackgroundSnapshotter extends SpringAggregateSnapshotter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSnapshotter.class);

    /** Some seconds of work. */
    private static final int MOST_WAITING = 1_000;

    private final Snapshots snapshots;
    private final Set<Subject> wanted = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("snapshots").daemon().factory());

    BackgroundSnapshotter(SpringAggregateSnapshotter.Builder builder, Snapshots snapshots) {
        super(builder);
        this.snapshots = snapshots;
    }

    @Override
    public void scheduleSnapshot(Class<?> aggregateType, String aggregateIdentifier) {
        Subject subject = new Subject(aggregateType, aggregateIdentifier);
        if (CurrentUnitOfWork.isStarted() && CurrentUnitOfWork.get().phase().isBefore(UnitOfWork.Phase.COMMIT)) {
            CurrentUnitOfWork.get().afterCommit(committed -> want(subject));
        } else {
            want(subject);
        }
    }

    private void want(Subject subject) {
        if (wanted.add(subject)) {
            try {
                thread.execute(() -> make(subject));
            } catch (RejectedExecutionException busy) {
                wanted.remove(subject);
                LOG.debug("No time for a snapshot of {}", subject);
            }
        }
    }

    private void make(Subject subject) {
        // whoever asks from now on may know of events that are not read any more
        wanted.remove(subject);
        try {
            createSnapshotterTask(subject.type(), subject.identifier()).run();
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn("No snapshot is kept of {}; it is loaded from more events. {}", subject, failure.toString());
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    protected @Nullable DomainEventMessage createSnapshot(
            Class<?> aggregateType, String aggregateIdentifier, DomainEventStream eventStream) {
        DomainEventMessage snapshot = super.createSnapshot(aggregateType, aggregateIdentifier, eventStream);
        if (snapshot != null) {
            snapshots.requireReadable(snapshot.getPayload());
        }
        return snapshot;
    }

    /** Ends after the snapshot that is being made. */
    @Override
    public void close() {
        // nobody is interrupted: H2 closes its file when that happens to a thread which reads it
        thread.getQueue().clear();
        thread.close();
    }

    private record Subject(Class<?> type, String identifier) {

        @Override
        public String toString() {
            return AggregateTypes.nameOf(type) + " " + identifier;
        }
    }
}
