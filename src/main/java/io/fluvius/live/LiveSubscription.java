package io.fluvius.live;

import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.progress.Position;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A subscription that first catches up and then continues with the changes of the feed. */
final class LiveSubscription<V extends Record> implements ChangeSubscription<V> {

    private final ChangeFeed feed;
    private final Failures failures;
    private final Supplier<Subscriber<V>> subscribers;
    private final Function<Position, CatchUp<V>> restart;

    private @Nullable Subscriber<V> subscriber;
    private CatchUp<V> catchUp;

    /**
     * Subscribes to the feed.
     *
     * @param subscribers creates a subscriber, for the start and for each restart
     * @param start creates the first catch-up, from the position after which the feed publishes changes
     * @param restart the same after a buffer overflow or a failure of the feed
     */
    LiveSubscription(
            ChangeFeed feed,
            Failures failures,
            Supplier<Subscriber<V>> subscribers,
            Function<Position, CatchUp<V>> start,
            Function<Position, CatchUp<V>> restart) {
        this.feed = feed;
        this.failures = failures;
        this.subscribers = subscribers;
        this.restart = restart;
        this.catchUp = subscribe(start);
    }

    @Override
    public Optional<Change<V>> next(Duration timeout) throws InterruptedException {
        Subscriber<V> open = require(subscriber);
        if (open.state() == Subscriber.State.OUT_OF_SYNC) {
            feed.unsubscribe(open);
            catchUp = subscribe(restart);
        }
        if (catchUp.hasNext()) {
            return Optional.of(catchUp.next());
        }
        return fromFeed(timeout);
    }

    private Optional<Change<V>> fromFeed(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Subscriber<V> open = require(subscriber);
        while (open.state() == Subscriber.State.OPEN) {
            RowTransition<V> change = open.take(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (change == null) {
                break;
            }
            if (!catchUp.includes(change.id(), change.position())) {
                return Optional.of(change.toChange(catchUp.resumePosition(change.position())));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        Subscriber<V> open = subscriber;
        if (open != null) {
            feed.unsubscribe(open);
        }
    }

    private CatchUp<V> subscribe(Function<Position, CatchUp<V>> catchUpFrom) {
        Subscriber<V> added = subscribers.get();
        subscriber = added;
        try {
            return catchUpFrom.apply(feed.subscribe(added));
        } catch (RuntimeException failure) {
            feed.unsubscribe(added);
            throw failures.problemOf(failure).asException();
        }
    }

    private static <V extends Record> Subscriber<V> require(@Nullable Subscriber<V> subscriber) {
        if (subscriber == null || subscriber.state() == Subscriber.State.CLOSED) {
            throw Problem.of(ProblemCode.UNAVAILABLE, "The application is stopping")
                    .asException();
        }
        return subscriber;
    }
}
