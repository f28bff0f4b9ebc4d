package io.fluvius.progress;

import io.fluvius.domain.Position;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Waits until views include a position. Safe for use by many threads. */
public final class Freshness {

    /** A projection raises no signal for events that it skips, so the progress is also checked at this interval. */
    private static final long CHECK_INTERVAL_NANOS = Duration.ofMillis(50).toNanos();

    private final Projections projections;
    private final Progress progress;
    private final Signal projected;

    /**
     * Creates an instance.
     *
     * @param projected raised when a projection has committed a batch
     */
    public Freshness(Projections projections, Progress progress, Signal projected) {
        this.projections = projections;
        this.progress = progress;
        this.projected = projected;
    }

    /** Returns a position that a view includes: the lowest that the projections of the view have reached. */
    public Position reached(ViewType<?> view) {
        return projections.processingGroups(view).stream()
                .map(progress::reached)
                .min(Comparator.comparing(Position::index))
                .orElse(Position.START);
    }

    /**
     * Blocks the calling thread until a view includes a position.
     *
     * @param id the row that the caller reads; null when the caller reads many rows
     * @param wait the maximum time to wait
     * @throws ProblemException with {@link ProblemCode#CONSISTENCY_TIMEOUT} when the view does not include it in time
     */
    public void await(ViewType<?> view, @Nullable UUID id, Position position, Duration wait) {
        await(projections.processingGroups(view), id, position, wait);
    }

    /** Blocks the calling thread until the read model of a processing group includes a position, as described above. */
    public void await(String processingGroup, Position position, Duration wait) {
        await(Set.of(processingGroup), null, position, wait);
    }

    private void await(Set<String> processingGroups, @Nullable UUID id, Position position, Duration wait) {
        if (!tryAwait(processingGroups, id, position, wait)) {
            throw Problem.of(
                            ProblemCode.CONSISTENCY_TIMEOUT,
                            "The state does not include the position " + position + " yet; try again or wait longer")
                    .asException();
        }
    }

    /**
     * Blocks the calling thread until a view includes a position. Returns false when the view does not include it in time, or
     * when the thread is interrupted.
     *
     * @param id the row that the caller reads; null when the caller reads many rows
     * @param wait the maximum time to wait
     */
    public boolean tryAwait(ViewType<?> view, @Nullable UUID id, Position position, Duration wait) {
        return tryAwait(projections.processingGroups(view), id, position, wait);
    }

    private boolean tryAwait(Set<String> processingGroups, @Nullable UUID id, Position position, Duration wait) {
        List<BooleanSupplier> groups = processingGroups.stream()
                .map(group -> progress.watch(group, position, id))
                .toList();
        return allInclude(groups) || awaitSignals(groups, System.nanoTime() + wait.toNanos());
    }

    private boolean awaitSignals(List<BooleanSupplier> groups, long deadline) {
        Semaphore signals = new Semaphore(0);
        Disposable subscription = projected.addListener(signals::release);
        try {
            while (!allInclude(groups)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                signals.tryAcquire(Math.min(left, CHECK_INTERVAL_NANOS), TimeUnit.NANOSECONDS);
                // the next check covers all signals raised so far
                signals.drainPermits();
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            subscription.dispose();
        }
    }

    private static boolean allInclude(List<BooleanSupplier> groups) {
        return groups.stream().allMatch(BooleanSupplier::getAsBoolean);
    }
}
