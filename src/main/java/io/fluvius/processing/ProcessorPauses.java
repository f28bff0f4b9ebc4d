package io.fluvius.processing;

import io.fluvius.progress.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jooq.DSLContext;

/** Stops the processors of this node while the log is imported. Used by one thread at a time. */
public final class ProcessorPauses {

    private final Supplier<Collection<EventProcessor>> processors;
    private final Signal appended;
    private final Duration claimTimeout;
    /** They stay stopped after an import that is incomplete, until a later one has ended. */
    private final Set<EventProcessor> stopped = new LinkedHashSet<>();

    /**
     * Creates an instance.
     *
     * @param appended raised when the processors have started again
     * @param claimTimeout the time after which the claims of a killed node expire
     */
    public ProcessorPauses(Supplier<Collection<EventProcessor>> processors, Signal appended, Duration claimTimeout) {
        this.processors = processors;
        this.appended = appended;
        this.claimTimeout = claimTimeout;
    }

    /** Stops the processors that run, and returns when they have ended. */
    public Pause pause() {
        List<EventProcessor> running =
                processors.get().stream().filter(EventProcessor::isRunning).toList();
        running.stream().map(EventProcessor::shutdownAsync).toList().forEach(CompletableFuture::join);
        stopped.addAll(running);
        return new Pause();
    }

    /** Another node runs processors. */
    @SuppressWarnings("serial")
    public static final class OtherNodeException extends RuntimeException {}

    /** The time in which the processors are stopped. */
    public final class Pause implements AutoCloseable {

        private Pause() {}

        /** @throws OtherNodeException if another node runs processors */
        public void requireNoOtherNode(DSLContext dsl) {
            if (hasClaims(dsl)) {
                throw new OtherNodeException();
            }
        }

        /**
         * Makes automations and sagas begin, when they start, after the events that the log has then. Projections process these
         * events.
         *
         * @throws OtherNodeException if another node runs processors
         */
        public void moveToHead(DSLContext transaction) {
            requireNoOtherNode(transaction);
            List<String> names = processors.get().stream()
                    .filter(processor -> !(processor instanceof BacklogProcessor))
                    .filter(StreamingEventProcessor.class::isInstance)
                    .map(EventProcessor::getName)
                    .toList();
            transaction
                    .deleteFrom(ProcessingTables.TOKENS)
                    .where(ProcessingTables.PROCESSOR.in(names))
                    .execute();
        }

        /** Starts the processors again. */
        @Override
        public void close() {
            stopped.forEach(EventProcessor::start);
            stopped.clear();
            appended.raise();
        }

        /** Whether there are claims that have not expired: this node has released its own. */
        private boolean hasClaims(DSLContext dsl) {
            Instant expired = Instant.now().minus(claimTimeout);
            return dsl
                    .select(ProcessingTables.CLAIMED_AT)
                    .from(ProcessingTables.TOKENS)
                    .where(ProcessingTables.OWNER.isNotNull())
                    .fetch(ProcessingTables.CLAIMED_AT)
                    .stream()
                    .anyMatch(time -> DateTimeUtils.parseInstant(time).isAfter(expired));
        }
    }
}
