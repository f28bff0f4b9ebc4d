package io.fluvius.bench;

import java.util.concurrent.Callable;

/**
 * One who does the work that is measured.
 *
 * @param name as the report calls it
 * @param work one call; its answer is compared with those of the others before anything is measured
 * @param settle waits until nothing of the work is left to be done, lest it disturbs who comes next
 */
public record Contender(String name, Callable<?> work, Settle settle) {

    /** Waits. */
    @FunctionalInterface
    public interface Settle {

        void run() throws Exception;
    }

    /** Leaves nothing behind. */
    public Contender(String name, Callable<?> work) {
        this(name, work, () -> {});
    }
}
