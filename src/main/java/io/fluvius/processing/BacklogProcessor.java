package io.fluvius.processing;

import io.fluvius.problem.Failures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.GenericResultMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Axon's pooled processor, which works off a {@link Backlog} first. By itself it hands no more than 1,024 events to all
 * its segments together and looks after them ten times a second: fine for what happens now, slow for all that ever
 * happened. While it works off its backlog its segments cannot be split, merged or released.
 */
final class BacklogProcessor extends PooledStreamingEventProcessor implements Backlog.Handling {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogProcessor.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What a handler of events results in. Axon makes a message of nothing otherwise, with all metadata of the event. */
    private static final ResultMessage<?> NOTHING = new GenericResultMessage<>(null, MetaData.emptyInstance());

    private final Backlog backlog;
    private final TransactionManager transactions;
    private final Failures failures;
    private final Duration claimTimeout;
    private @Nullable Run run;

    /**
     * @param claimTimeout how long the claims of a node last that was killed
     */
    BacklogProcessor(
            Builder settings,
            Backlog backlog,
            TransactionManager transactions,
            Failures failures,
            Duration claimTimeout) {
        super(settings);
        this.backlog = backlog;
        this.failures = failures;
        this.transactions = transactions;
        this.claimTimeout = claimTimeout.plus(PAUSE);
        registerHandlerInterceptor((work, handling) -> {
            handling.proceed();
            return NOTHING;
        });
    }

    /** One attempt to catch up. */
    private record Run(CountDownLatch stopped, CompletableFuture<Void> over, long since) {
        boolean isStopped() {
            return stopped.getCount() == 0;
        }

        boolean isWithin(Duration time) {
            return System.nanoTime() - since < time.toNanos();
        }

        /** Whether it is to go on afterwards. */
        boolean pause() throws InterruptedException {
            return !stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void start() {
        if (run != null && run.isStopped()) {
            throw new IllegalStateException(getName() + " cannot start while it is being stopped");
        }
        if (isRunning()) {
            return;
        }
        if (!mayHaveBacklog()) {
            super.start();
            return;
        }
        Run begun = new Run(new CountDownLatch(1), new CompletableFuture<>(), System.nanoTime());
        run = begun;
        Thread.ofPlatform().name("Backlog[" + getName() + "]").start(() -> catchUp(begun));
    }

    @Override
    public synchronized CompletableFuture<Void> shutdownAsync() {
        if (run == null) {
            return super.shutdownAsync();
        }
        run.stopped().countDown();
        return run.over();
    }

    @Override
    public synchronized boolean isRunning() {
        return run != null || super.isRunning();
    }

    /** Nobody knows while the events cannot be reached, and nobody who starts is to wait until they can. */
    private boolean mayHaveBacklog() {
        try {
            return backlog.isLarge();
        } catch (RuntimeException failure) {
            LOG.warn("{} does not know yet how far it is behind: {}", getName(), failure.toString());
            return true;
        }
    }

    private void catchUp(Run current) {
        try {
            boolean again = true;
            while (again && !current.isStopped()) {
                again = attempt(current);
            }
            end(current);
        } catch (InterruptedException stopped) {
            current.stopped().countDown();
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                run = run == current ? null : run;
            }
            current.over().complete(null);
        }
    }

    /** Whether there is reason for another one. */
    private boolean attempt(Run current) throws InterruptedException {
        try {
            if (!backlog.isLarge()) {
                return false;
            }
            LOG.info("{} works off its backlog", getName());
            backlog.workOff(this, current::isStopped);
            LOG.info("{} is done with it, or was stopped", getName());
            return true;
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (UnableToClaimTokenException elsewhere) {
            LOG.info("{} finds a segment claimed by another node, or by this one before it was restarted", getName());
            return current.pause() && current.isWithin(claimTimeout);
        } catch (Exception | OutOfMemoryError failure) {
            if (failures.isTransient(failure)) {
                LOG.warn("{} tries again: {}", getName(), failure.toString());
                return current.pause();
            }
            LOG.warn("{} cannot handle its backlog in large batches and tries small ones", getName(), failure);
            return false;
        }
    }

    /** Goes on as Axon does. */
    private void end(Run current) throws InterruptedException {
        boolean done = false;
        while (!done) {
            synchronized (this) {
                done = current.isStopped() || isStarted();
                run = done ? null : run;
            }
            done = done || !current.pause();
        }
    }

    private boolean isStarted() {
        try {
            super.start();
            return true;
        } catch (RuntimeException failure) {
            LOG.warn("{} cannot start yet", getName(), failure);
            return false;
        }
    }

    @Override
    public boolean wants(Segment segment, TrackedEventMessage<?> event) throws Exception {
        return canHandle(event, segment);
    }

    @Override
    public void ignore(TrackedEventMessage<?> event) {
        reportIgnored(event);
    }

    @Override
    public void handle(SegmentBacklog.Batch batch, Runnable beforeCommit) throws Exception {
        BatchingUnitOfWork<TrackedEventMessage<?>> work = new BatchingUnitOfWork<>(batch.events());
        work.attachTransaction(transactions);
        work.onPrepareCommit(committing -> beforeCommit.run());
        processInUnitOfWork(batch.events(), work, List.of(batch.segment()));
    }
}
