package io.fluvius.aggregate;

import io.fluvius.problem.Redaction;
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
 * Creates snapshots one after the other on a background thread, from the events in the store, so that a snapshot includes
 * durable events only. A snapshot that fails is logged, and a snapshot that does not fit into the queue is dropped; in both
 * cases the aggregate schedules another one after its next events. Safe for use by many threads.
 */
final class BackgroundSnapshotter extends SpringAggregateSnapshotter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSnapshotter.class);

    /** The maximum number of snapshots in the queue: some seconds of work. */
    private static final int QUEUE_SIZE = 1_000;

    private final Snapshots snapshots;
    private final Set<Subject> queued = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE_SIZE),
            Thread.ofPlatform().name("snapshots").daemon().factory());

    BackgroundSnapshotter(SpringAggregateSnapshotter.Builder builder, Snapshots snapshots) {
        super(builder);
        this.snapshots = snapshots;
    }

    @Override
    public void scheduleSnapshot(Class<?> aggregateType, String aggregateIdentifier) {
        Subject subject = new Subject(aggregateType, aggregateIdentifier);
        if (CurrentUnitOfWork.isStarted() && CurrentUnitOfWork.get().phase().isBefore(UnitOfWork.Phase.COMMIT)) {
            CurrentUnitOfWork.get().afterCommit(committed -> enqueue(subject));
        } else {
            enqueue(subject);
        }
    }

    private void enqueue(Subject subject) {
        if (queued.add(subject)) {
            try {
                thread.execute(() -> create(subject));
            } catch (RejectedExecutionException busy) {
                queued.remove(subject);
                LOG.debug("The queue of snapshots is full; dropped the snapshot of {}", subject);
            }
        }
    }

    private void create(Subject subject) {
        // a request from now on may be about events that this snapshot does not include
        queued.remove(subject);
        try {
            createSnapshotterTask(subject.type(), subject.identifier()).run();
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn(
                    "The snapshot of {} failed; the aggregate is loaded from more events. {}",
                    subject,
                    Redaction.redact(failure).toString());
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

    /** Drops the queued snapshots and waits for the current one. */
    @Override
    public void close() {
        // does not interrupt the thread: H2 closes its file when a thread that reads it is interrupted
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
