package io.fluvius.http.request;

import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The parameters of a request's address. */
public final class RequestParameters {

    private RequestParameters() {}

    /** Throws {@link ProblemCode#MALFORMED_REQUEST} for every parameter that is none of these. */
    public static void requireKnown(HttpServletRequest request, Set<String> known) {
        Collection<String> given = request.getParameterMap().keySet();
        List<Fault> faults = given.stream()
                .filter(name -> !known.contains(name))
                .map(name -> new Fault(Fault.child("", name), "is no parameter of this address"))
                .toList();
        if (!faults.isEmpty()) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "A parameter is unknown")
                    .withErrors(faults)
                    .asException();
        }
    }

    /** The whole number that a parameter holds; empty when it is not there, or is none, which is a fault. */
    public static OptionalLong wholeNumber(
            HttpServletRequest request, String name, long least, long most, List<Fault> faults) {
        String[] values = request.getParameterValues(name);
        if (values == null) {
            return OptionalLong.empty();
        }
        OptionalLong number = values.length == 1 ? parse(values[0]) : OptionalLong.empty();
        if (number.isPresent() && number.getAsLong() >= least && number.getAsLong() <= most) {
            return number;
        }
        faults.add(new Fault(Fault.child("", name), "must be one whole number" + range(least, most)));
        return OptionalLong.empty();
    }

    private static OptionalLong parse(String text) {
        try {
            return text.matches("[+-]?\\d{1,19}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    private static String range(long least, long most) {
        return " from " + least + (most == Long.MAX_VALUE ? "" : " to " + most);
    }
}
