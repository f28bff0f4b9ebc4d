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

/** Changes as a {@link Flux}. Each subscriber has its own {@link ChangeSubscription} and its own thread. */
final class ChangeFlux {

    /** The interval at which a waiting thread checks for cancellation. */
    private static final Duration CANCELLATION_CHECK = Duration.ofSeconds(1);

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("changes-flux").start(task);

    private ChangeFlux() {}

    static <V extends Record> Flux<Change<V>> of(Supplier<ChangeSubscription<V>> subscribe) {
        return Flux.<Optional<Change<V>>, ChangeSubscription<V>>generate(
                        subscribe::get, ChangeFlux::next, ChangeSubscription::close)
                .subscribeOn(Schedulers.fromExecutor(THREADS))
                .flatMapIterable(change -> change.stream().toList(), 1);
    }

    private static <V extends Record> ChangeSubscription<V> next(
            ChangeSubscription<V> subscription, SynchronousSink<Optional<Change<V>>> sink) {
        try {
            // an empty result returns control to the flux, which checks for cancellation
            sink.next(subscription.next(CANCELLATION_CHECK));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            sink.complete();
        }
        return subscription;
    }
}
