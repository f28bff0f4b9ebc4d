package io.fluvius.problem;

import java.util.stream.Collectors;
import org.axonframework.messaging.HandlerExecutionException;

/**
 * A failure whose problem is meant for the caller. The problem is the details of the exception, and so also reaches a caller
 * on another node. Has no stack trace.
 */
@SuppressWarnings("serial")
public class ProblemException extends HandlerExecutionException {

    private final Problem problem;

    public ProblemException(Problem problem) {
        super(describe(problem), null, problem, false);
        this.problem = problem;
    }

    /** The problem that the caller receives. */
    public Problem problem() {
        return problem;
    }

    private static String describe(Problem problem) {
        String faults = problem.errors().stream()
                .map(fault -> fault.pointer() + " " + fault.message())
                .collect(Collectors.joining("; "));
        return problem.code().text() + ": " + problem.detail() + (faults.isEmpty() ? "" : " (" + faults + ")");
    }
}
