package io.fluvius.kernel.query;

import io.fluvius.kernel.Position;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.Progress;
import io.fluvius.kernel.Projections;
import io.fluvius.kernel.Signal;
import io.fluvius.kernel.ViewType;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Waits until state includes a position. Safe for use by many threads. */
final class Freshness {

    /** Nobody signals when a projection passes over events that it does not want. */
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(50).toNanos();

    private final Projections projections;
    private final Progress progress;
    private final Signal projected;

    Freshness(Projections projections, Progress progress, Signal projected) {
        this.projections = projections;
        this.progress = progress;
        this.projected = projected;
    }

    /** The latest position that a view surely includes. */
    Position reached(ViewType<?> view) {
        return projections.keeping(view).stream()
                .map(progress::reached)
                .min(Comparator.comparing(Position::index))
                .orElse(Position.START);
    }

    /**
     * Returns as soon as a view includes a position.
     *
     * @param id whose row is to be read; null: many
     * @throws io.fluvius.kernel.ProblemException with {@link ProblemCode#CONSISTENCY_TIMEOUT} when it does not in time
     */
    void await(ViewType<?> view, @Nullable UUID id, Position position, Duration wait) {
        Set<String> groups = projections.keeping(view);
        if (!include(groups, position, id)) {
            awaitSignals(groups, id, position, System.nanoTime() + wait.toNanos());
        }
    }

    private void awaitSignals(Set<String> groups, @Nullable UUID id, Position position, long deadline) {
        Semaphore signals = new Semaphore(0);
        Disposable subscription = projected.onRaised(signals::release);
        try {
            while (!include(groups, position, id)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw timeout(position);
                }
                signals.tryAcquire(Math.min(left, LOOK_AGAIN_NANOS), TimeUnit.NANOSECONDS);
                // the look that follows answers every signal so far
                signals.drainPermits();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.of(ProblemCode.UNAVAILABLE, "The application is stopping")
                    .asException();
        } finally {
            subscription.dispose();
        }
    }

    private boolean include(Set<String> groups, Position position, @Nullable UUID id) {
        return groups.stream().allMatch(group -> progress.includes(group, position, id));
    }

    private static RuntimeException timeout(Position position) {
        return Problem.of(
                        ProblemCode.CONSISTENCY_TIMEOUT,
                        "State does not include the position " + position + " yet; try again or wait longer")
                .asException();
    }
}
