package io.fluvius.aggregate;

import io.fluvius.domain.Tenant;
import io.fluvius.problem.Redaction;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
 * cases the aggregate schedules another one after its next events. After the snapshot of a large aggregate, its next one waits, so
 * that the whole state of a busy aggregate is not written again and again. Safe for use by many threads.
 */
final class BackgroundSnapshotter extends SpringAggregateSnapshotter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSnapshotter.class);

    /** The maximum number of snapshots in the queue: some seconds of work. */
    private static final int QUEUE_SIZE = 1_000;

    /** The processor time from which on an aggregate rests. Snapshots of most aggregates take a few milliseconds. */
    private static final Duration LARGE = Duration.ofMillis(20);

    /** The snapshots of a large aggregate occupy a processor for at most a twentieth of the time. */
    private static final int REST_FACTOR = 20;

    private final Snapshots snapshots;
    private final LongSupplier nanoTime;
    private final LongSupplier processorTime;
    private final Set<Subject> queued = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("snapshots").daemon().factory());

    /** When the next snapshot of an aggregate may be created, by {@link #nanoTime}; used by the background thread only. */
    private final Map<Subject, Long> resting = new HashMap<>();

    BackgroundSnapshotter(SpringAggregateSnapshotter.Builder builder, Snapshots snapshots) {
        this(builder, snapshots, System::nanoTime, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    /**
     * @param nanoTime the time in nanoseconds since any point in time
     * @param processorTime the processor time of the current thread in nanoseconds; unlike the time that passes, it does not
     *     depend on what else the machine does
     */
    BackgroundSnapshotter(
            SpringAggregateSnapshotter.Builder builder,
            Snapshots snapshots,
            LongSupplier nanoTime,
            LongSupplier processorTime) {
        super(builder);
        this.snapshots = snapshots;
        this.nanoTime = nanoTime;
        this.processorTime = processorTime;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
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
        if (queued.size() >= QUEUE_SIZE) {
            LOG.debug("The queue of snapshots is full; dropped the snapshot of {}", subject);
        } else if (queued.add(subject)) {
            try {
                thread.execute(() -> createAfterRest(subject));
            } catch (RejectedExecutionException closed) {
                LOG.debug("Dropped the snapshot of {}, because the application stops", subject);
            }
        }
    }

    private void createAfterRest(Subject subject) {
        long now = nanoTime.getAsLong();
        long rest = resting.getOrDefault(subject, now) - now;
        if (rest > 0) {
            thread.schedule(() -> createAfterRest(subject), rest, TimeUnit.NANOSECONDS);
        } else {
            long before = processorTime.getAsLong();
            create(subject);
            rest(subject, processorTime.getAsLong() - before);
        }
    }

    private void rest(Subject subject, long spent) {
        long now = nanoTime.getAsLong();
        resting.values().removeIf(until -> until - now <= 0);
        if (spent >= LARGE.toNanos()) {
            resting.put(subject, now + REST_FACTOR * spent);
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
                    Redaction.summary(failure));
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    protected @Nullable DomainEventMessage createSnapshot(
            Class<?> aggregateType, String aggregateIdentifier, DomainEventStream eventStream) {
        Tenant tenant = eventStream.hasNext() ? Tenant.of(eventStream.peek().getMetaData()) : Tenant.MAIN;
        DomainEventMessage snapshot = super.createSnapshot(aggregateType, aggregateIdentifier, eventStream);
        if (snapshot != null) {
            snapshots.requireReadable(snapshot);
            return snapshots.encrypted(in(tenant, snapshot));
        }
        return null;
    }

    /** A snapshot stands for the first event of its aggregate, which names the tenant. */
    private static DomainEventMessage<?> in(Tenant tenant, DomainEventMessage<?> snapshot) {
        return tenant.equals(Tenant.MAIN) ? snapshot : snapshot.andMetaData(Map.of(Tenant.KEY, tenant.name()));
    }

    /** Drops the queued and the waiting snapshots, and waits for the current one. */
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
