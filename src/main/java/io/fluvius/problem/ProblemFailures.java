package io.fluvius.problem;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.HandlerExecutionException;
import org.jspecify.annotations.Nullable;

/** Classifies the exceptions that carry a problem, from this node or another, and those of executors and futures. */
final class ProblemFailures implements FailureClassifier {

    @Override
    public @Nullable Failure classify(Throwable exception) {
        return switch (exception) {
            case HandlerExecutionException failure ->
                failure.getDetails().orElse(null) instanceof Problem problem ? of(problem) : null;
            // an executor rejects tasks while the application shuts down
            case RejectedExecutionException shutdown -> Failure.unavailable();
            case TimeoutException timeout -> Failure.unavailable();
            default -> null;
        };
    }

    private static Failure of(Problem problem) {
        boolean mayEnd = problem.code() == ProblemCode.UNAVAILABLE || problem.code() == ProblemCode.CONSISTENCY_TIMEOUT;
        return mayEnd ? new Failure(Failure.Kind.UNAVAILABLE, problem) : Failure.permanent(problem);
    }
}
