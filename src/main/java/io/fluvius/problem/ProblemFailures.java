package io.fluvius.problem;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.HandlerExecutionException;
import org.jspecify.annotations.Nullable;

/** Classifies exceptions that carry a problem, on this node or from another one, and those of executors. */
final class ProblemFailures implements FailureClassifier {

    @Override
    public @Nullable Failure classify(Throwable exception) {
        return switch (exception) {
            case ProblemException reported -> new Failure(Failure.Kind.PERMANENT, reported.problem());
            case HandlerExecutionException remote -> fromDetails(remote);
            // the executor refuses work because the application is stopping
            case RejectedExecutionException stopping -> Failure.unavailable();
            case TimeoutException late -> Failure.unavailable();
            default -> null;
        };
    }

    private static @Nullable Failure fromDetails(HandlerExecutionException exception) {
        return exception.getDetails().orElse(null) instanceof Problem problem
                ? new Failure(Failure.Kind.PERMANENT, problem)
                : null;
    }
}
