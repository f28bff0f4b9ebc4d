package io.fluvius.query;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;

/** One result was asked for, and more than one matches. */
@SuppressWarnings("serial")
public final class AmbiguousResultException extends ProblemException {

    /** Says of which resource more than one matched. */
    public AmbiguousResultException(String resource) {
        super(Problem.of(ProblemCode.INVALID_QUERY, "More than one " + resource + " matches, and one was asked for"));
    }
}
