package io.fluvius.processing;

import io.fluvius.problem.Failures;
import io.fluvius.problem.Redaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.GenericResultMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Axon's pooled streaming processor, which handles a {@link Backlog} before it starts. Axon's processor passes at most 1,024
 * events to all its segments together and polls ten times a second, which is fast enough for new events but slow for a whole
 * history. Requests to split, merge, claim or release a segment fail while the backlog is handled.
 */
final class BacklogProcessor extends OperatedProcessor implements Backlog.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogProcessor.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    /** The result of every event handler. Axon would create a message with all metadata of the event each time. */
    private static final ResultMessage<?> NO_RESULT = new GenericResultMessage<>(null, MetaData.emptyInstance());

    private final Backlog backlog;
    private final TransactionManager transactions;
    private final Failures failures;
    private final Duration maxClaimWait;
    private @Nullable CatchUp catchUp;
    /** Whether the latest attempt failed, so that each further one is not logged again. */
    private volatile boolean isFailing;

    /** @param claimTimeout the time after which the claims of a killed node expire */
    BacklogProcessor(
            Builder settings,
            StoppedProcessors stopped,
            ProcessorActivity activity,
            Backlog backlog,
            TransactionManager transactions,
            Failures failures,
            Duration claimTimeout) {
        super(settings, stopped, activity);
        this.backlog = backlog;
        this.failures = failures;
        this.transactions = transactions;
        this.maxClaimWait = claimTimeout.plus(RETRY_DELAY);
        registerHandlerInterceptor((work, handling) -> {
            handling.proceed();
            return NO_RESULT;
        });
    }

    /** The time between {@link #start()} and the start of Axon's processor. */
    private record CatchUp(CountDownLatch stop, CompletableFuture<Void> ended, long startNanos) {

        boolean isStopped() {
            return stop.getCount() == 0;
        }

        boolean isYoungerThan(Duration time) {
            return System.nanoTime() - startNanos < time.toNanos();
        }

        /** Waits before the next attempt. Returns whether the processor was stopped meanwhile. */
        boolean isStoppedDuringDelay() throws InterruptedException {
            return stop.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    synchronized void startUnlessHeld() {
        if (catchUp != null && catchUp.isStopped()) {
            throw new IllegalStateException(getName() + " cannot start while it is being stopped");
        }
        if (isRunning()) {
            return;
        }
        if (!mayHaveBacklog()) {
            super.startUnlessHeld();
            return;
        }
        CatchUp started = new CatchUp(new CountDownLatch(1), new CompletableFuture<>(), System.nanoTime());
        catchUp = started;
        Thread.ofPlatform().name("Backlog[" + getName() + "]").start(() -> run(started));
    }

    @Override
    public synchronized CompletableFuture<Void> shutdownAsync() {
        if (catchUp == null) {
            return super.shutdownAsync();
        }
        catchUp.stop().countDown();
        return catchUp.ended();
    }

    @Override
    public synchronized CompletableFuture<Boolean> splitSegment(int segmentId) {
        return catchUp == null ? super.splitSegment(segmentId) : CompletableFuture.failedFuture(backlogException());
    }

    @Override
    public synchronized CompletableFuture<Boolean> mergeSegment(int segmentId) {
        return catchUp == null ? super.mergeSegment(segmentId) : CompletableFuture.failedFuture(backlogException());
    }

    @Override
    public synchronized CompletableFuture<Boolean> claimSegment(int segmentId) {
        return catchUp == null ? super.claimSegment(segmentId) : CompletableFuture.failedFuture(backlogException());
    }

    @Override
    public synchronized void releaseSegment(int segmentId, long releaseDuration, TimeUnit unit) {
        if (catchUp != null) {
            throw backlogException();
        }
        super.releaseSegment(segmentId, releaseDuration, unit);
    }

    @Override
    public synchronized boolean isInBacklog() {
        return catchUp != null;
    }

    private IllegalStateException backlogException() {
        return new IllegalStateException(
                getName() + " is processing its backlog; its segments can be changed when that has ended");
    }

    @Override
    public synchronized boolean isRunning() {
        return catchUp != null || super.isRunning();
    }

    /** True also when the event store cannot be reached: the caller must not wait until it can. */
    private boolean mayHaveBacklog() {
        try {
            return backlog.isLarge();
        } catch (RuntimeException failure) {
            LOG.warn("{} cannot determine the size of its backlog yet: {}", getName(), Redaction.summary(failure));
            return true;
        }
    }

    private void run(CatchUp current) {
        try {
            boolean repeat = true;
            while (repeat && !current.isStopped()) {
                repeat = attempt(current);
            }
            startAxonsProcessor(current);
        } catch (InterruptedException interrupted) {
            current.stop().countDown();
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                catchUp = catchUp == current ? null : catchUp;
            }
            current.ended().complete(null);
        }
    }

    /** Handles the backlog. Returns whether to try again, for events that were appended meanwhile or after a failure. */
    private boolean attempt(CatchUp current) throws InterruptedException {
        try {
            if (!backlog.isLarge()) {
                return false;
            }
            LOG.info("{} starts to process its backlog", getName());
            backlog.process(this, current::isStopped);
            LOG.info("{} has processed its backlog, or was stopped", getName());
            isFailing = false;
            return true;
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (UnableToClaimTokenException claimed) {
            LOG.info("{} finds a segment claimed by another node, or by this one before it was restarted", getName());
            return !current.isStoppedDuringDelay() && current.isYoungerThan(maxClaimWait);
        } catch (Exception | OutOfMemoryError failure) {
            if (failures.isTransient(failure)) {
                if (!isFailing) {
                    LOG.warn(
                            "{} cannot process its backlog now and tries again: {}",
                            getName(),
                            Redaction.summary(failure));
                }
                isFailing = true;
                return !current.isStoppedDuringDelay();
            }
            LOG.warn(
                    "{} cannot process its backlog in large batches and continues with small ones",
                    getName(),
                    Redaction.redact(failure));
            return false;
        }
    }

    private void startAxonsProcessor(CatchUp current) throws InterruptedException {
        boolean done = false;
        while (!done) {
            synchronized (this) {
                done = current.isStopped() || tryStart();
                catchUp = done ? null : catchUp;
            }
            done = done || current.isStoppedDuringDelay();
        }
    }

    private boolean tryStart() {
        try {
            super.startUnlessHeld();
            return true;
        } catch (RuntimeException failure) {
            LOG.warn("{} cannot start yet", getName(), Redaction.redact(failure));
            return false;
        }
    }

    @Override
    public boolean isHandled(Segment segment, TrackedEventMessage<?> event) throws Exception {
        return canHandle(event, segment);
    }

    @Override
    public void ignore(TrackedEventMessage<?> event) {
        reportIgnored(event);
    }

    @Override
    public void handle(SegmentBacklog.Batch batch, Runnable storeToken) throws Exception {
        BatchingUnitOfWork<TrackedEventMessage<?>> work = new BatchingUnitOfWork<>(batch.events());
        work.attachTransaction(transactions);
        work.onPrepareCommit(committing -> storeToken.run());
        processInUnitOfWork(batch.events(), work, List.of(batch.segment()));
    }
}
