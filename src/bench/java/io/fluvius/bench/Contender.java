package io.fluvius.bench;

import java.util.concurrent.Callable;

/**
 * An implementation that is measured.
 *
 * @param name the name in the report
 * @param work a call; its results are compared with those of the other contenders before the measurement
 * @param settle waits until no work is left, so that it does not affect the next measurement
 */
public record Contender(String name, Callable<?> work, Settle settle) {

    /** Waits until no work is left. */
    @FunctionalInterface
    public interface Settle {

        void run() throws Exception;
    }

    /** Creates a contender that leaves no work behind. */
    public Contender(String name, Callable<?> work) {
        this(name, work, () -> {});
    }
}
