package io.fluvius.command;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs tasks with the same key one at a time in the order of their submission, and tasks with different keys concurrently.
 * Keys without tasks use no memory. Thread-safe.
 *
 * @param <K> the type of the keys
 */
final class OrderedExecutor<K> {

    private static final CompletableFuture<?> IDLE = CompletableFuture.completedFuture(null);

    private final Map<K, CompletableFuture<?>> tails = new ConcurrentHashMap<>();
    private final Executor executor;

    OrderedExecutor(Executor executor) {
        this.executor = executor;
    }

    /**
     * Submits a task, which runs on the executor after all earlier tasks with the same key have completed, normally or not.
     * The future fails if the task fails or the executor rejects it.
     */
    <R> CompletableFuture<R> submit(K key, Supplier<R> task) {
        CompletableFuture<R> result = new CompletableFuture<>();
        CompletableFuture<?> tail = tails.compute(
                key,
                (same, previous) ->
                        (previous == null ? IDLE : previous).thenRunAsync(() -> complete(result, task), executor));
        tail.whenComplete((nothing, rejection) -> {
            tails.remove(key, tail);
            if (rejection != null) {
                result.completeExceptionally(rejection);
            }
        });
        return result;
    }

    /**
     * Runs a task on the calling thread after all earlier tasks with the same key have completed, normally or not. Later tasks
     * with the key wait for it.
     */
    <R> R run(K key, Supplier<R> task) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<?> previous = tails.put(key, turn);
        try {
            if (previous != null) {
                previous.exceptionally(rejection -> null).join();
            }
            return task.get();
        } finally {
            tails.remove(key, turn);
            turn.complete(null);
        }
    }

    /** Returns the number of keys with tasks. */
    int activeKeys() {
        return tails.size();
    }

    private static <R> void complete(CompletableFuture<R> result, Supplier<R> task) {
        try {
            result.complete(task.get());
        } catch (RuntimeException | Error failure) {
            result.completeExceptionally(failure);
        }
    }
}
