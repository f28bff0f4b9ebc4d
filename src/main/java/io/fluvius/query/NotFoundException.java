package io.fluvius.query;

import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;

/** Nothing is there under that identifier. */
@SuppressWarnings("serial")
public final class NotFoundException extends ProblemException {

    /** Says which resource has nothing under which identifier. */
    public NotFoundException(AggregateRef missing) {
        super(Problem.of(ProblemCode.NOT_FOUND, "There is no " + missing.resource() + " with the id " + missing.id()));
    }
}
