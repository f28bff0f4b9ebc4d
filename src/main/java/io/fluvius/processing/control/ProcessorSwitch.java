package io.fluvius.processing.control;

import io.fluvius.problem.Redaction;
import io.fluvius.processing.OperatedProcessor;
import io.fluvius.processing.StoppedProcessors;
import io.fluvius.progress.Signal;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Stops and starts processors on all nodes. What is stopped is stored, and each node follows it: when it is notified, every second,
 * and when it starts. Safe for use by many threads.
 */
public final class ProcessorSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessorSwitch.class);

    private final Supplier<Collection<EventProcessor>> processors;
    private final StoppedProcessors stopped;
    private final Signal requested;

    ProcessorSwitch(Supplier<Collection<EventProcessor>> processors, StoppedProcessors stopped, Signal requested) {
        this.processors = processors;
        this.stopped = stopped;
        this.requested = requested;
    }

    /** Stops a processor; returns before it has ended its batches. Does nothing if it is stopped. */
    public void stop(String processor) {
        stopped.add(processor);
        requested.raise();
        follow();
    }

    /** Starts a processor. Does nothing if it is not stopped. */
    public void start(String processor) {
        stopped.remove(processor);
        requested.raise();
        follow();
    }

    public boolean isStopped(String processor) {
        return stopped.contains(processor);
    }

    /** The names of the processors that are stopped. */
    public Set<String> stopped() {
        return stopped.names();
    }

    /** The processor of this node with a name. */
    public Optional<OperatedProcessor> here(String processor) {
        return operated().stream().filter(it -> it.getName().equals(processor)).findFirst();
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    synchronized void follow() {
        Set<String> held;
        try {
            held = stopped.names();
        } catch (RuntimeException unavailable) {
            LOG.debug("What is stopped cannot be determined now", Redaction.redact(unavailable));
            return;
        }
        for (OperatedProcessor processor : operated()) {
            if (!held.contains(processor.getName())) {
                processor.release();
            } else if (!processor.isHeld()) {
                processor.hold();
            }
        }
    }

    private Collection<OperatedProcessor> operated() {
        return processors.get().stream()
                .filter(OperatedProcessor.class::isInstance)
                .map(OperatedProcessor.class::cast)
                .toList();
    }
}
