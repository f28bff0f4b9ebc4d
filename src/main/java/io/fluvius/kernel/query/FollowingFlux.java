package io.fluvius.kernel.query;

import io.fluvius.kernel.Change;
import io.fluvius.kernel.Following;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/** Changes as a {@link Flux}: each subscriber has a following and a thread of its own. */
final class FollowingFlux {

    /** How long a thread waits before it looks whether its subscriber is still there. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("changes-flux").start(task);

    private FollowingFlux() {}

    static <V extends Record> Flux<Change<V>> of(Supplier<Following<V>> followings) {
        return Flux.<Optional<Change<V>>, Following<V>>generate(followings::get, FollowingFlux::next, Following::close)
                .subscribeOn(Schedulers.fromExecutor(THREADS))
                .flatMapIterable(change -> change.stream().toList(), 1);
    }

    private static <V extends Record> Following<V> next(
            Following<V> following, SynchronousSink<Optional<Change<V>>> sink) {
        try {
            // an empty one passes the question on, whether anybody is still there
            sink.next(following.next(PATIENCE));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            sink.complete();
        }
        return following;
    }
}
