package io.fluvius.live;

import io.fluvius.domain.Position;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A subscription that first catches up and then continues with the changes of the feed. */
final class LiveSubscription<V extends Record> implements ChangeSubscription<V> {

    private final ChangeFeed feed;
    private final Failures failures;
    private final Supplier<Subscriber<V>> subscribers;
    private final BiFunction<Position, Position, CatchUp<V>> catchUps;

    private Subscriber<V> subscriber;
    private CatchUp<V> catchUp;

    /**
     * Subscribes to the feed.
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
        this.subscriber = subscribers.get();
        this.catchUp = catchUpFrom(resumeAt);
    }

    @Override
    public Optional<Change<V>> next(Duration timeout) throws InterruptedException {
        if (subscriber.state() == Subscriber.State.CLOSED) {
            throw Problem.of(ProblemCode.UNAVAILABLE, "The application is stopping")
                    .asException();
        }
        if (subscriber.state() == Subscriber.State.OUT_OF_SYNC) {
            feed.unsubscribe(subscriber);
            subscriber = subscribers.get();
            catchUp = catchUpFrom(Position.START);
        }
        return catchUp.hasNext() ? Optional.of(catchUp.next()) : fromFeed(timeout);
    }

    private Optional<Change<V>> fromFeed(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (subscriber.state() == Subscriber.State.OPEN) {
            RowTransition<V> change = subscriber.take(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (change == null) {
                break;
            }
            if (!catchUp.includes(change)) {
                return Optional.of(change.toChange(catchUp.resumePosition(change.resumeAt())));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        feed.unsubscribe(subscriber);
    }

    private CatchUp<V> catchUpFrom(Position resumeAt) {
        try {
            return catchUps.apply(resumeAt, feed.subscribe(subscriber));
        } catch (RuntimeException failure) {
            feed.unsubscribe(subscriber);
            throw failures.problemOf(failure).asException();
        }
    }
}
