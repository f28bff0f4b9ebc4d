package io.fluvius.query;

import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;

/** Thrown if no row or aggregate has the requested identifier. */
@SuppressWarnings("serial")
public final class NotFoundException extends ProblemException {

    /** @param missing the resource and the identifier that were requested */
    public NotFoundException(AggregateRef missing) {
        this(Problem.of(ProblemCode.NOT_FOUND, "There is no " + missing.resource() + " with the id " + missing.id()));
    }

    /** @param problem what the caller receives, with the code {@link ProblemCode#NOT_FOUND} */
    public NotFoundException(Problem problem) {
        super(problem);
    }
}
