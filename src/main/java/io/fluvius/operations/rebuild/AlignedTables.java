package io.fluvius.operations.rebuild;

import io.fluvius.operations.RebuildDiff;
import io.fluvius.problem.Redaction;
import io.fluvius.processing.GroupReplay;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares and replaces the tables of a processing group at a moment at which both include the same events. For use by one thread. */
final class AlignedTables {

    private static final Logger LOG = LoggerFactory.getLogger(AlignedTables.class);

    /** The projections get this long to pass the events that the second tables include already. */
    private static final Duration ALIGNMENT_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration ALIGNMENT_INTERVAL = Duration.ofMillis(20);

    private final String group;
    private final RebuildRun.Parts parts;
    private final GroupReplay replay;
    private final BooleanSupplier stopped;
    /** Whether the last attempt to replace the tables failed although they included the same events. */
    private boolean wasAligned;

    AlignedTables(String group, RebuildRun.Parts parts, GroupReplay replay, BooleanSupplier stopped) {
        this.group = group;
        this.parts = parts;
        this.replay = replay;
        this.stopped = stopped;
    }

    /** Replaces the tables. Returns false if that was not possible in time. */
    boolean swap() throws Exception {
        wasAligned = false;
        boolean isSwapped = whenPossible(() -> replay.align(held -> {
            wasAligned = true;
            return parts.tables().swap(group, held, this::settle);
        }));
        if (isSwapped) {
            LOG.info("{} has been rebuilt: its new tables are in use", group);
        }
        return isSwapped;
    }

    /** Why the last attempt failed. */
    String failure() {
        return wasAligned
                ? "Other transactions use the tables all the time; try again"
                : "The processor " + group + " does not keep up with the events; try again when it does";
    }

    private void settle(DSLContext transaction) {
        parts.traces().adopt(transaction, group);
        if (parts.tables().changedGroups().contains(group)) {
            parts.traces().release(transaction, group, parts.replays().node());
        }
    }

    /** Compares the tables, and records the result. Empty if that was not possible in time. */
    Optional<RebuildDiff> compare() throws Exception {
        RebuildDiff[] diff = new RebuildDiff[1];
        wasAligned = false;
        whenPossible(() -> compareOnce(diff));
        return Optional.ofNullable(diff[0]);
    }

    /** The projections wait only until the snapshot has been taken. */
    private boolean compareOnce(RebuildDiff[] result) throws Exception {
        CountDownLatch aligned = new CountDownLatch(1);
        CountDownLatch snapshot = new CountDownLatch(1);
        CompletableFuture<Boolean> alignment = new CompletableFuture<>();
        Thread.ofPlatform().name("Rebuild[" + group + "]-alignment").start(() -> {
            try {
                alignment.complete(replay.align(held -> awaitSnapshot(aligned, snapshot)));
            } catch (RuntimeException failure) {
                alignment.completeExceptionally(failure);
            }
        });
        alignment.whenComplete((done, failure) -> aligned.countDown());
        try {
            aligned.await();
            if (alignment.isDone()) {
                return alignment.get();
            }
            RebuildDiff diff = Diffs.of(parts.tables().compare(group, snapshot::countDown));
            if (alignment.get()) {
                parts.records().compared(group, Diffs.json(diff));
                result[0] = diff;
            }
            return result[0] != null;
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        } finally {
            snapshot.countDown();
        }
    }

    private static boolean awaitSnapshot(CountDownLatch aligned, CountDownLatch snapshot) {
        aligned.countDown();
        try {
            return snapshot.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Tries until it succeeds, for a limited time. Meanwhile the second tables stay, so that the projections pass them. */
    private boolean whenPossible(Callable<Boolean> work) throws Exception {
        replay.catchUp(stopped);
        long deadline = System.nanoTime() + ALIGNMENT_TIMEOUT.toNanos();
        while (!stopped.getAsBoolean() && System.nanoTime() < deadline) {
            if (isDone(work)) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(ALIGNMENT_INTERVAL.toMillis());
        }
        return false;
    }

    /** A lock that is not available in time is tried again. */
    private boolean isDone(Callable<Boolean> work) throws Exception {
        try {
            return work.call();
        } catch (RuntimeException failure) {
            if (!parts.failures().isTransient(failure)) {
                throw failure;
            }
            LOG.debug("{} cannot be aligned now", group, Redaction.redact(failure));
            return false;
        }
    }
}
