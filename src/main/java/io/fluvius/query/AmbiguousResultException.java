package io.fluvius.query;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;

/** Thrown if a query for a single row matches more than one. */
@SuppressWarnings("serial")
public final class AmbiguousResultException extends ProblemException {

    /** @param resource the resource that was queried */
    public AmbiguousResultException(String resource) {
        super(Problem.of(ProblemCode.INVALID_QUERY, "The query for a single " + resource + " matches more than one"));
    }
}
