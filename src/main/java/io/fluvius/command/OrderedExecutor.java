package io.fluvius.command;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs work of the same key one after the other in the order of its arrival, work of different keys side by side. Keys
 * without work take no memory. Safe for use by many threads.
 *
 * @param <K> the key
 */
final class OrderedExecutor<K> {

    private static final CompletableFuture<?> IDLE = CompletableFuture.completedFuture(null);

    private final Map<K, CompletableFuture<?>> tails = new ConcurrentHashMap<>();
    private final Executor executor;

    OrderedExecutor(Executor executor) {
        this.executor = executor;
    }

    /**
     * The result of the work, which runs on the executor after all earlier work of its key, failed or not. It fails when
     * the executor takes no more work.
     */
    <R> CompletableFuture<R> submit(K key, Supplier<R> work) {
        CompletableFuture<R> result = new CompletableFuture<>();
        CompletableFuture<?> tail = tails.compute(
                key,
                (same, before) ->
                        (before == null ? IDLE : before).thenRunAsync(() -> complete(result, work), executor));
        tail.whenComplete((nothing, refusal) -> {
            tails.remove(key, tail);
            if (refusal != null) {
                result.completeExceptionally(refusal);
            }
        });
        return result;
    }

    int busy() {
        return tails.size();
    }

    private static <R> void complete(CompletableFuture<R> result, Supplier<R> work) {
        try {
            result.complete(work.get());
        } catch (RuntimeException | Error failure) {
            result.completeExceptionally(failure);
        }
    }
}
