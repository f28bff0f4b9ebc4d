package io.fluvius.live;

import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.progress.Position;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a beginning, the state or what was missed, and then what the feed brings. */
final class LiveSubscription<V extends Record> implements ChangeSubscription<V> {

    private final ChangeFeed feed;
    private final Failures failures;
    private final Function<StreamPosition, Beginning<V>> state;
    private final Supplier<Subscriber<V>> subscribers;

    private @Nullable Subscriber<V> subscriber;
    private Beginning<V> beginning;

    LiveSubscription(
            ChangeFeed feed,
            Failures failures,
            Supplier<Subscriber<V>> subscribers,
            Function<StreamPosition, Beginning<V>> first,
            Function<StreamPosition, Beginning<V>> state) {
        this.feed = feed;
        this.failures = failures;
        this.subscribers = subscribers;
        this.state = state;
        this.beginning = begin(first);
    }

    @Override
    public Optional<Change<V>> next(Duration patience) throws InterruptedException {
        Subscriber<V> open = require(subscriber);
        if (open.state() == Subscriber.State.LOST) {
            feed.leave(open);
            beginning = begin(state);
        }
        if (beginning.hasNext()) {
            return Optional.of(beginning.next());
        }
        return fromFeed(patience);
    }

    private Optional<Change<V>> fromFeed(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Subscriber<V> open = require(subscriber);
        while (open.state() == Subscriber.State.OPEN) {
            MatchedChange<V> seen = open.take(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (seen == null) {
                break;
            }
            if (!beginning.includes(seen.id(), seen.event())) {
                return Optional.of(seen.from(beginning.reached(seen.place())));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        Subscriber<V> open = subscriber;
        if (open != null) {
            feed.leave(open);
        }
    }

    private Beginning<V> begin(Function<StreamPosition, Beginning<V>> how) {
        Subscriber<V> joining = subscribers.get();
        subscriber = joining;
        try {
            return how.apply(feed.join(joining));
        } catch (RuntimeException failure) {
            feed.leave(joining);
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

    /** What is told before the feed's changes. */
    interface Beginning<V extends Record> extends Iterator<Change<V>> {

        /** Whether it includes what an event did to a row, which is then not told again. */
        boolean includes(UUID row, Position event);

        /**
         * The place that was reached when everything was told up to one of the feed's; null when no place includes just
         * what was told.
         */
        @Nullable StreamPosition reached(StreamPosition feed);
    }
}
