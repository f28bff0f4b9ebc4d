package io.fluvius.console.overview;

import io.fluvius.eventstore.search.EventLookup;
import io.fluvius.operations.ProcessorStatus;
import io.fluvius.operations.Processors;
import io.fluvius.problem.Redaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Samples of the last hour, taken by this node while it runs. They are kept in memory. Safe for use by many threads. */
@Service
class LastHour {

    private static final Logger LOG = LoggerFactory.getLogger(LastHour.class);

    /** Fine enough for a chart of a few hundred pixels, and rare enough to cost nothing. */
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private static final int KEPT = 240;

    private final EventLookup events;
    private final Processors processors;
    private final MeterRegistry meters;
    private final Deque<Sample> samples = new ArrayDeque<>();
    /** The position of the first event, which does not change; null before there is one. */
    private volatile @Nullable Long first;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("console-samples").factory());

    LastHour(EventLookup events, Processors processors, MeterRegistry meters) {
        this.events = events;
        this.processors = processors;
        this.meters = meters;
        thread.scheduleWithFixedDelay(this::add, 1_000, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * What was measured at a time.
     *
     * @param commands how many commands this node has handled since it started
     * @param refused how many of them were refused
     * @param events how many events the log has, about: positions that were rolled back are counted
     * @param behind how many events the last of the processors has yet to read
     * @param secondsBehind the age of the oldest of them
     */
    record Sample(Instant at, long commands, long refused, long events, long behind, double secondsBehind) {}

    /** Now, from the stores. */
    Sample now(List<ProcessorStatus> all) {
        List<ProcessorStatus.Segment> segments =
                all.stream().flatMap(it -> it.segments().stream()).toList();
        Collection<Timer> timers = meters.find("fluvius.commands").timers();
        return new Sample(
                Instant.now(),
                timers.stream().mapToLong(Timer::count).sum(),
                timers.stream()
                        .filter(timer -> !"success".equals(timer.getId().getTag("outcome")))
                        .mapToLong(Timer::count)
                        .sum(),
                count(),
                segments.stream()
                        .mapToLong(ProcessorStatus.Segment::behind)
                        .max()
                        .orElse(0),
                segments.stream()
                        .mapToDouble(ProcessorStatus.Segment::secondsBehind)
                        .max()
                        .orElse(0));
    }

    private long count() {
        long head = events.head();
        return head < 0
                ? 0
                : head + 1 - events.positionsAt(List.of(Instant.EPOCH)).getFirst();
    }

    private void add() {
        try {
            Sample sample = now(processors.all());
            synchronized (samples) {
                samples.add(sample);
                if (samples.size() > KEPT) {
                    samples.remove();
                }
            }
        } catch (RuntimeException unreachable) {
            // the chart has a gap; the health of the stores is reported elsewhere
            LOG.debug("The stores could not be sampled for the console", Redaction.redact(unreachable));
        }
    }

    /** The samples, the oldest first. */
    List<Sample> samples() {
        synchronized (samples) {
            return new ArrayList<>(samples);
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
