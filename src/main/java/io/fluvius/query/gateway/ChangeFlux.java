package io.fluvius.query.gateway;

import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/** Changes as a {@link Flux}: each subscriber has a following and a thread of its own. */
final class ChangeFlux {

    /** How long a thread waits before it looks whether its subscriber is still there. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("changes-flux").start(task);

    private ChangeFlux() {}

    static <V extends Record> Flux<Change<V>> of(Supplier<ChangeSubscription<V>> followings) {
        return Flux.<Optional<Change<V>>, ChangeSubscription<V>>generate(
                        followings::get, ChangeFlux::next, ChangeSubscription::close)
                .subscribeOn(Schedulers.fromExecutor(THREADS))
                .flatMapIterable(change -> change.stream().toList(), 1);
    }

    private static <V extends Record> ChangeSubscription<V> next(
            ChangeSubscription<V> following, SynchronousSink<Optional<Change<V>>> sink) {
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
