package io.fluvius.processing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A read whose result concurrent callers share. Only one read is in progress at a time, and a caller receives the result of one
 * that began after its call, so that no caller sees an older state than by a read of its own. Safe for use by many threads.
 */
final class SharedRead<T> implements Supplier<T> {

    private final Supplier<T> read;
    /** Held during a read. */
    private final ReentrantLock reading = new ReentrantLock();

    private final Object rounds = new Object();
    /** The result of the read that the callers until its beginning share. */
    private CompletableFuture<T> next = new CompletableFuture<>();

    SharedRead(Supplier<T> read) {
        this.read = read;
    }

    /** Reads, unless another caller does so after this call. Throws the exception of the read, to each of its callers. */
    @Override
    public T get() {
        CompletableFuture<T> result;
        synchronized (rounds) {
            result = next;
        }
        reading.lock();
        try {
            if (!result.isDone()) {
                synchronized (rounds) {
                    next = new CompletableFuture<>();
                }
                complete(result);
            }
        } finally {
            reading.unlock();
        }
        try {
            return result.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private void complete(CompletableFuture<T> result) {
        try {
            result.complete(read.get());
        } catch (RuntimeException failure) {
            result.completeExceptionally(failure);
        }
    }
}
