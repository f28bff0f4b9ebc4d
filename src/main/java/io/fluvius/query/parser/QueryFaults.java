package io.fluvius.query.parser;

import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of a query in the order of their detection. */
final class QueryFaults {

    private final List<Fault> found = new ArrayList<>();
    private ProblemCode code = ProblemCode.INVALID_QUERY;

    /** Adds a violation of the query language. */
    void add(String pointer, String message) {
        found.add(new Fault(pointer, message));
    }

    /** Adds a fault in the structure of the request. */
    void addMalformed(String pointer, String message) {
        code = ProblemCode.MALFORMED_REQUEST;
        add(pointer, message);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    ProblemException asException() {
        String detail = code == ProblemCode.INVALID_QUERY
                ? "The query is invalid"
                : "The request does not have the structure of a query";
        return Problem.of(code, detail).withErrors(found).asException();
    }
}
