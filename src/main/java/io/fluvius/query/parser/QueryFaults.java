package io.fluvius.query.parser;

import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one query, in the order found. */
final class QueryFaults {

    private final List<Fault> found = new ArrayList<>();
    private ProblemCode code = ProblemCode.INVALID_QUERY;

    /** The query says something that the language does not allow. */
    void add(String pointer, String message) {
        found.add(new Fault(pointer, message));
    }

    /** The request is not even of the shape of a query. */
    void malformed(String pointer, String message) {
        code = ProblemCode.MALFORMED_REQUEST;
        add(pointer, message);
    }

    boolean none() {
        return found.isEmpty();
    }

    ProblemException asException() {
        String detail = code == ProblemCode.INVALID_QUERY
                ? "The query does not follow the query language"
                : "The request is not of the shape of a query";
        return Problem.of(code, detail).withErrors(found).asException();
    }
}
