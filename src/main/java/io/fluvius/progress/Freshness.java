package io.fluvius.progress;

import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Waits until state includes a position. Safe for use by many threads. */
public final class Freshness {

    /** Nobody signals when a projection passes over events that it does not want. */
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(50).toNanos();

    private final Projections projections;
    private final Progress progress;
    private final Signal projected;

    /** Of the views that these projections keep, as that progress and that signal tell. */
    public Freshness(Projections projections, Progress progress, Signal projected) {
        this.projections = projections;
        this.progress = progress;
        this.projected = projected;
    }

    /** The latest position that a view surely includes. */
    public Position reached(ViewType<?> view) {
        return projections.processingGroups(view).stream()
                .map(progress::reached)
                .min(Comparator.comparing(Position::index))
                .orElse(Position.START);
    }

    /**
     * Returns as soon as a view includes a position.
     *
     * @param id whose row is to be read; null: many
     * @throws ProblemException with {@link ProblemCode#CONSISTENCY_TIMEOUT} when it does not in time
     */
    public void await(ViewType<?> view, @Nullable UUID id, Position position, Duration wait) {
        if (!tryAwait(view, id, position, wait)) {
            throw Problem.of(
                            ProblemCode.CONSISTENCY_TIMEOUT,
                            "State does not include the position " + position + " yet; try again or wait longer")
                    .asException();
        }
    }

    /** Waits until a view includes a position, and tells whether it does in time. */
    public boolean tryAwait(ViewType<?> view, @Nullable UUID id, Position position, Duration wait) {
        List<BooleanSupplier> groups = projections.processingGroups(view).stream()
                .map(group -> progress.watch(group, position, id))
                .toList();
        return include(groups) || awaitSignals(groups, System.nanoTime() + wait.toNanos());
    }

    private boolean awaitSignals(List<BooleanSupplier> groups, long deadline) {
        Semaphore signals = new Semaphore(0);
        Disposable subscription = projected.addListener(signals::release);
        try {
            while (!include(groups)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                signals.tryAcquire(Math.min(left, LOOK_AGAIN_NANOS), TimeUnit.NANOSECONDS);
                // the look that follows answers every signal so far
                signals.drainPermits();
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            subscription.dispose();
        }
    }

    private static boolean include(List<BooleanSupplier> groups) {
        return groups.stream().allMatch(BooleanSupplier::getAsBoolean);
    }
}
