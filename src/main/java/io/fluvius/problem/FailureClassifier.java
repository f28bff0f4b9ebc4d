package io.fluvius.problem;

import org.jspecify.annotations.Nullable;

/**
 * Classifies the exceptions of one module. Each module that has exceptions of its own to translate contributes a bean of
 * this type, and {@link Failures} asks all of them. Implementations are stateless and safe for use by many threads.
 */
@FunctionalInterface
public interface FailureClassifier {

    /**
     * Classifies an exception, without its causes.
     *
     * @return null when another module owns the exception
     */
    @Nullable Failure classify(Throwable exception);
}
