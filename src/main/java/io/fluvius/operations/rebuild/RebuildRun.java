package io.fluvius.operations.rebuild;

import io.fluvius.domain.Position;
import io.fluvius.operations.RebuildDiff;
import io.fluvius.operations.Rebuilds.Swap;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Redaction;
import io.fluvius.processing.GroupReplay;
import io.fluvius.processing.GroupReplays;
import io.fluvius.progress.Signal;
import io.fluvius.projection.RebuildRecord;
import io.fluvius.projection.RebuildRecord.Phase;
import io.fluvius.projection.RebuildRecord.Request;
import io.fluvius.projection.RebuildRecords;
import io.fluvius.projection.RebuildTraces;
import io.fluvius.projection.SecondTables;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** Runs the rebuild of one processing group while this node is its owner. For use by one thread, apart from {@link #stop}. */
final class RebuildRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildRun.class);

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    /** How often requests of operators on other nodes are looked up. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final String group;
    private final Parts parts;
    private final GroupReplay replay;
    private final AlignedTables aligned;
    private final Semaphore signals = new Semaphore(0);
    private volatile boolean stopped;
    private volatile @Nullable Request request;
    private @Nullable String lastFailure;

    /** What every run uses. */
    record Parts(
            RebuildRecords records,
            SecondTables tables,
            GroupReplays replays,
            RebuildTraces traces,
            DSLContext dsl,
            Signal appended,
            Failures failures,
            int segments,
            int batchSize) {}

    RebuildRun(String group, Parts parts) {
        this.group = group;
        this.parts = parts;
        this.replay = parts.replays().open(group, parts.segments(), parts.batchSize());
        this.aligned = new AlignedTables(group, parts, replay, () -> stopped);
    }

    /** Makes the run end soon, because this node stops or is no longer the owner. */
    void stop() {
        stopped = true;
        signals.release();
    }

    /** Passes a request of an operator, which interrupts the reading of events. */
    void take(@Nullable Request requested) {
        request = requested;
        if (requested != null) {
            signals.release();
        }
    }

    @Override
    public void run() {
        Disposable listener = parts.appended().addListener(signals::release);
        try {
            boolean goesOn = true;
            while (goesOn && !stopped) {
                goesOn = attempt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            listener.dispose();
        }
    }

    private boolean attempt() throws InterruptedException {
        try {
            boolean goesOn = step();
            if (lastFailure != null) {
                lastFailure = null;
                parts.records().failed(group, null);
            }
            return goesOn;
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failure) {
            if (!stopped) {
                report(failure);
                TimeUnit.MILLISECONDS.sleep(RETRY_DELAY.toMillis());
            }
            return true;
        }
    }

    private void report(Exception failure) {
        String text = failure.toString();
        if (!text.equals(lastFailure)) {
            LOG.warn("The rebuild of {} failed and is tried again", group, Redaction.redact(failure));
            lastFailure = text;
            try {
                parts.records().failed(group, "The last attempt failed; the log contains the reason");
            } catch (RuntimeException unreachable) {
                LOG.debug("Cannot record the failure", Redaction.redact(unreachable));
            }
        }
    }

    /** Does the next step. Returns false when the rebuild has ended, or another node is its owner. */
    private boolean step() throws Exception {
        Optional<RebuildRecord> found = parts.records()
                .find(group)
                .filter(it -> !it.phase().isEnd() && parts.replays().node().equals(it.owner()));
        if (found.isEmpty()) {
            return false;
        }
        RebuildRecord rebuild = found.get();
        if (rebuild.request() == Request.DISCARD || rebuild.phase() == Phase.DISCARDING) {
            discard();
            return false;
        }
        request = null;
        switch (rebuild.phase()) {
            case CREATING -> {
                LOG.info("{} is being rebuilt into second tables", group);
                parts.tables().create(group);
                parts.records().enter(group, Phase.BUILDING);
            }
            case BUILDING -> build();
            default -> {
                return follow(rebuild);
            }
        }
        return true;
    }

    private void build() throws Exception {
        replay.catchUp(this::isInterrupted);
        long behind =
                parts.replays().head().index() - parts.replays().reached(group).index();
        if (!isInterrupted() && behind <= parts.batchSize()) {
            parts.tables().analyze(group);
            parts.records().enter(group, Phase.FOLLOWING);
            LOG.info("The second tables of {} have caught up", group);
        }
    }

    private boolean follow(RebuildRecord rebuild) throws Exception {
        if (rebuild.request() == Request.COMPARE) {
            boolean isCompared = aligned.compare().isPresent();
            parts.records().answer(group, Request.COMPARE, isCompared ? null : aligned.failure());
        } else if (rebuild.request() == Request.SWAP) {
            boolean isSwapped = aligned.swap();
            if (!isSwapped) {
                parts.records().answer(group, Request.SWAP, aligned.failure());
            }
            return !isSwapped;
        } else if (rebuild.swapMode().equals(Swap.ALWAYS.name())) {
            return !aligned.swap();
        } else if (rebuild.swapMode().equals(Swap.WHEN_EQUAL.name()) && rebuild.diff() == null) {
            return !(aligned.compare().filter(RebuildDiff::isEqual).isPresent() && aligned.swap());
        } else if (parts.replays().head().includes(next())) {
            replay.catchUp(this::isInterrupted);
        } else if (signals.tryAcquire(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            signals.drainPermits();
        }
        return true;
    }

    private Position next() {
        return new Position(parts.replays().reached(group).index() + 1);
    }

    private void discard() {
        parts.records().enter(group, Phase.DISCARDING);
        parts.tables().drop(group);
        parts.dsl().transaction(transaction -> {
            parts.traces().delete(transaction.dsl(), group);
            RebuildRecords.enter(transaction.dsl(), group, Phase.DISCARDED);
        });
        LOG.info("The rebuild of {} was discarded", group);
    }

    private boolean isInterrupted() {
        return stopped || request != null;
    }
}
