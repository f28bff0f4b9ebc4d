package io.fluvius.operations.monitoring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes samples on a thread of its own, when one is asked for and the latest is old, so that neither many callers nor a store
 * that hangs have an effect on each other. Safe for use by many threads.
 */
final class Sampler implements AutoCloseable {

    /** How long a sample serves every caller: shorter than the interval at which monitoring asks. */
    private static final long MAX_AGE_NANOS = Duration.ofSeconds(2).toNanos();

    /** How long callers wait for a sample, counted from its start: far longer than a healthy store takes. */
    private static final long MAX_WAIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<Sample> source;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("monitoring").factory());
    private @Nullable Attempt latest;

    /** @param source asks the stores, and may hang or fail */
    Sampler(Supplier<Sample> source) {
        this.source = source;
    }

    private record Attempt(CompletableFuture<Sample> sample, long startNanos) {

        boolean isUsable(long now) {
            return !sample.isDone() || now - startNanos < MAX_AGE_NANOS;
        }
    }

    /**
     * Returns a sample that is at most two seconds old.
     *
     * @throws TimeoutException when the stores do not answer in time
     * @throws ExecutionException when a store failed
     */
    Sample current() throws TimeoutException, ExecutionException {
        Attempt attempt = attempt();
        try {
            long left = attempt.startNanos() + MAX_WAIT_NANOS - System.nanoTime();
            return attempt.sample().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TimeoutException();
        }
    }

    private synchronized Attempt attempt() {
        long now = System.nanoTime();
        if (latest == null || !latest.isUsable(now)) {
            latest = new Attempt(CompletableFuture.supplyAsync(source, thread), now);
        }
        return latest;
    }

    /** Does not wait for a store that hangs. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
