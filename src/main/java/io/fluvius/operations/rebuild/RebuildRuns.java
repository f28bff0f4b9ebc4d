package io.fluvius.operations.rebuild;

import io.fluvius.operations.Rebuilds.Swap;
import io.fluvius.problem.Redaction;
import io.fluvius.projection.RebuildRecord;
import io.fluvius.projection.RebuildRecord.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the rebuilds that this node can claim: those that have just been started, and those of nodes that have died. Safe for
 * use by many threads.
 */
final class RebuildRuns implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildRuns.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Longer than a batch takes. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private record Running(RebuildRun run, Thread thread, Pace pace) {}

    private final RebuildRun.Parts parts;
    private final Duration claimTimeout;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Set<String> changedHere = ConcurrentHashMap.newKeySet();
    private final Semaphore wake = new Semaphore(0);
    private volatile @Nullable Thread watch;

    /** @param claimTimeout the time after which another node may go on with the rebuild of a node that does not renew its claim */
    RebuildRuns(RebuildRun.Parts parts, Duration claimTimeout) {
        this.parts = parts;
        this.claimTimeout = claimTimeout;
    }

    /** Looks for new rebuilds and requests at once. */
    void wake() {
        wake.release();
    }

    @Override
    public void start() {
        changedHere.addAll(parts.tables().changedGroups());
        changedHere.forEach(this::startChanged);
        Thread thread = Thread.ofPlatform().name("Rebuilds").daemon().unstarted(this::watch);
        // before it starts, because it ends when this is null
        watch = thread;
        thread.start();
    }

    @Override
    public void stop() {
        Thread stopping = watch;
        watch = null;
        wake.release();
        running.values().forEach(it -> it.run().stop());
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        Stream.concat(Stream.ofNullable(stopping), running.values().stream().map(Running::thread))
                .forEach(thread -> join(thread, deadline));
        running.values().removeIf(it -> it.thread().isAlive());
        running.keySet().forEach(this::release);
    }

    /** A thread that does not end in time is stopped with the process, which a rebuild survives. */
    private static void join(Thread thread, long deadline) {
        try {
            if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                LOG.warn("{} does not end", thread.getName());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }

    /** Stops before the event processors, whose tokens a rebuild needs. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 10;
    }

    /** A view that a new version has changed is rebuilt by itself, by the first node of that version. */
    private void startChanged(String group) {
        if (parts.records().start(group, parts.tables().tables(group), Swap.ALWAYS.name(), true)) {
            LOG.info("The views of {} have changed; they serve without their new fields until they are rebuilt", group);
        }
    }

    private void watch() {
        boolean isFailing = false;
        while (watch != null) {
            try {
                lookUp();
                isFailing = false;
            } catch (RuntimeException failure) {
                if (!isFailing) {
                    LOG.warn("The rebuilds cannot be looked up: {}", Redaction.summary(failure));
                }
                isFailing = true;
            }
            try {
                wake.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                return;
            }
            wake.drainPermits();
        }
    }

    private void lookUp() {
        running.values().removeIf(it -> !it.thread().isAlive());
        parts.tables().refresh();
        for (RebuildRecord rebuild : parts.records().active()) {
            String group = rebuild.processingGroup();
            Running own = running.get(group);
            if (own == null) {
                if (isRunHere(rebuild)
                        && parts.records().claim(group, parts.replays().node(), claimTimeout)) {
                    run(group);
                }
            } else if (!parts.records().renew(group, parts.replays().node(), rate(rebuild, own.pace()))) {
                own.run().stop();
            } else {
                own.run().take(rebuild.request());
            }
        }
    }

    /** A node of an earlier version does not have the code of a changed view. */
    private boolean isRunHere(RebuildRecord rebuild) {
        String group = rebuild.processingGroup();
        return rebuild.changed()
                ? changedHere.contains(group)
                : !parts.tables().tables(group).isEmpty();
    }

    /** The rate counts as long as there are events to read without waiting for new ones. */
    private @Nullable Long rate(RebuildRecord rebuild, Pace pace) {
        Long rate = pace.next(reached(rebuild.processingGroup()));
        return rebuild.phase() == Phase.BUILDING ? rate : null;
    }

    private long reached(String group) {
        return parts.replays().reached(group).index();
    }

    private void run(String group) {
        RebuildRun run = new RebuildRun(group, parts);
        Thread thread = Thread.ofPlatform().name("Rebuild[" + group + "]").start(run);
        running.put(group, new Running(run, thread, new Pace(reached(group))));
    }

    private void release(String group) {
        try {
            parts.records().release(group, parts.replays().node());
        } catch (RuntimeException unreachable) {
            LOG.debug("{} cannot be released; its claim expires", group, Redaction.redact(unreachable));
        }
    }
}
