package io.fluvius.http;

import io.fluvius.kernel.Fault;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The parameters of a request's address. */
final class Parameters {

    private Parameters() {}

    /** Throws {@link ProblemCode#MALFORMED_REQUEST} for every parameter that is none of these. */
    static void allow(HttpServletRequest request, Set<String> known) {
        Collection<String> given = request.getParameterMap().keySet();
        List<Fault> faults = given.stream()
                .filter(name -> !known.contains(name))
                .map(name -> new Fault(Fault.below("", name), "is no parameter of this address"))
                .toList();
        if (!faults.isEmpty()) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "A parameter is unknown")
                    .withErrors(faults)
                    .asException();
        }
    }
}
