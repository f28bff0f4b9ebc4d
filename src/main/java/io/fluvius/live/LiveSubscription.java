package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that first catches up and then continues with the changes of the feed. While the store cannot be reached, or
 * the state is behind, it waits and tries again once a second.
 */
final class LiveSubscription<V extends Record> implements ChangeSubscription<V> {

    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    /** The problems that end by themselves. */
    private static final Set<ProblemCode> PASSING =
            EnumSet.of(ProblemCode.UNAVAILABLE, ProblemCode.CONSISTENCY_TIMEOUT);

    private final ChangeFeed feed;
    private final Failures failures;
    private final Supplier<Subscriber<V>> subscribers;
    private final BiFunction<Position, Position, CatchUp<V>> catchUps;

    private Subscriber<V> subscriber;
    /** Null until an attempt to catch up succeeds. */
    private @Nullable CatchUp<V> catchUp;

    private Position resumeAt;
    private long lastAttempt;

    /**
     * Subscribes to the feed. Throws a {@link ProblemException} if the subscription can never catch up.
     *
     * @param subscribers creates a subscriber, for the start and for each restart
     * @param catchUps creates a catch-up from a resume position to the position after which the feed publishes changes;
     *     {@link Position#START}, also after a buffer overflow or a failure of the feed, stands for a snapshot
     * @param resumeAt the resume position of the first catch-up
     */
    LiveSubscription(
            ChangeFeed feed,
            Failures failures,
            Supplier<Subscriber<V>> subscribers,
            BiFunction<Position, Position, CatchUp<V>> catchUps,
            Position resumeAt) {
        this.feed = feed;
        this.failures = failures;
        this.subscribers = subscribers;
        this.catchUps = catchUps;
        this.resumeAt = resumeAt;
        this.subscriber = subscribers.get();
        catchUp();
    }

    @Override
    public Optional<Change<V>> next(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            if (subscriber.state() == Subscriber.State.CLOSED) {
                throw Problem.of(ProblemCode.UNAVAILABLE, "The application is stopping")
                        .asException();
            }
            if (subscriber.state() == Subscriber.State.OUT_OF_SYNC) {
                restart();
                catchUp();
            }
            if (catchUp != null) {
                return next(catchUp, deadline);
            }
            if (!isRetriedBefore(deadline)) {
                return Optional.empty();
            }
            catchUp();
        }
    }

    private Optional<Change<V>> next(CatchUp<V> current, long deadline) throws InterruptedException {
        if (!current.hasNext()) {
            return fromFeed(current, deadline);
        }
        try {
            return Optional.of(current.next());
        } catch (ProblemException failure) {
            // a part of the state cannot be read: the subscriber receives the state again
            restart();
            await(failure);
            return Optional.empty();
        }
    }

    /** Waits for the next attempt. Returns false if the deadline is before it. */
    private boolean isRetriedBefore(long deadline) throws InterruptedException {
        long now = System.nanoTime();
        long retryIn = Math.max(0, lastAttempt + RETRY_NANOS - now);
        long left = Math.max(0, deadline - now);
        TimeUnit.NANOSECONDS.sleep(Math.min(retryIn, left));
        return retryIn <= left;
    }

    private Optional<Change<V>> fromFeed(CatchUp<V> current, long deadline) throws InterruptedException {
        while (subscriber.state() == Subscriber.State.OPEN) {
            RowTransition<V> change = subscriber.take(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (change == null) {
                break;
            }
            if (!current.includes(change)) {
                return Optional.of(change.toChange(current.resumePosition(change.resumeAt())));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        feed.unsubscribe(subscriber);
    }

    private void restart() {
        feed.unsubscribe(subscriber);
        subscriber = subscribers.get();
        resumeAt = Position.START;
        catchUp = null;
    }

    private void catchUp() {
        try {
            catchUp = catchUps.apply(resumeAt, feed.subscribe(subscriber));
        } catch (RuntimeException failure) {
            feed.unsubscribe(subscriber);
            subscriber = subscribers.get();
            await(failures.problemOf(failure).asException());
        }
    }

    /** Has the next attempt made later, if the failure passes; throws it otherwise. */
    private void await(ProblemException failure) {
        lastAttempt = System.nanoTime();
        if (!PASSING.contains(failure.problem().code())) {
            throw failure;
        }
    }
}
