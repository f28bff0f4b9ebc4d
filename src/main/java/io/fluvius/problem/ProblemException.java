package io.fluvius.problem;

import java.util.stream.Collectors;

/** A failure whose problem is meant for the caller. Has no stack trace. */
@SuppressWarnings("serial")
public class ProblemException extends RuntimeException {

    private final Problem problem;

    public ProblemException(Problem problem) {
        super(describe(problem), null, false, false);
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
