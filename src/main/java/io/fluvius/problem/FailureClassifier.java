package io.fluvius.problem;

import org.jspecify.annotations.Nullable;

/**
 * Classifies the exceptions of one layer. Each layer contributes a bean of this type; {@link Failures} asks all of them.
 * Implementations are stateless and safe for use by many threads.
 */
@FunctionalInterface
public interface FailureClassifier {

    /**
     * What an exception means, its causes left aside.
     *
     * @return null when the exception is of another layer
     */
    @Nullable Failure classify(Throwable exception);
}
