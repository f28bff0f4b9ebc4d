package io.fluvius.processing;

import io.fluvius.problem.Redaction;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Axon's pooled streaming processor, which does not start while an operator has stopped it, and counts the events that it handles. */
public class OperatedProcessor extends PooledStreamingEventProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(OperatedProcessor.class);

    private final StoppedProcessors stopped;
    private final ProcessorActivity activity;
    private volatile boolean isHeld;

    OperatedProcessor(Builder settings, StoppedProcessors stopped, ProcessorActivity activity) {
        super(settings);
        this.stopped = stopped;
        this.activity = activity;
        registerHandlerInterceptor((work, handling) -> {
            activity.count();
            return handling.proceed();
        });
    }

    /** Starts the processor unless an operator has stopped it. */
    @Override
    public void start() {
        isHeld = isStoppedByOperator();
        if (isHeld) {
            LOG.info("{} stays stopped, as an operator has requested", getName());
        } else {
            startUnlessHeld();
        }
    }

    /** Starts the processor. */
    void startUnlessHeld() {
        super.start();
    }

    /** Without an answer of the database the processor starts; it is stopped when there is one. */
    private boolean isStoppedByOperator() {
        try {
            return stopped.contains(getName());
        } catch (RuntimeException unavailable) {
            LOG.warn("{} cannot find out whether it is stopped: {}", getName(), Redaction.summary(unavailable));
            return false;
        }
    }

    /** Stops the processor until it is released. */
    public final CompletableFuture<Void> hold() {
        isHeld = true;
        return shutdownAsync();
    }

    /** Starts the processor if it was held, and does nothing else. */
    public final void release() {
        if (isHeld) {
            isHeld = false;
            startUnlessHeld();
        }
    }

    /** Whether an operator has stopped the processor. */
    public final boolean isHeld() {
        return isHeld;
    }

    /** Whether the processor handles its backlog in large batches, during which its segments cannot be changed. */
    public boolean isInBacklog() {
        return false;
    }

    /** How many events a second the processor has handled on this node, over the last minute. */
    public final double eventsPerSecond() {
        return activity.eventsPerSecond();
    }

    /** Why a batch could not be handled on this node, without the data of rows, if it was after a time. */
    public final Optional<String> failureAfter(Instant time) {
        return Optional.ofNullable(activity.failure())
                .filter(failure -> failure.at().isAfter(time))
                .map(failure -> Redaction.summary(failure.cause()));
    }

    /** Calls the reset handlers, which empty read models. */
    public final void performReset() {
        eventHandlerInvoker().performReset();
    }
}
