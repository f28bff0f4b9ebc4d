package io.fluvius.http.request;

import io.fluvius.domain.text.Identifiers;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.Suggestion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Checks and parses the parameters of a request: those of its query, and the id in its path. */
public final class RequestParameters {

    private RequestParameters() {}

    /** Throws {@link ProblemCode#MALFORMED_REQUEST} if the request has other parameters, with a fault for each of them. */
    public static void requireKnown(HttpServletRequest request, Set<String> known) {
        Collection<String> given = request.getParameterMap().keySet();
        List<Fault> faults = given.stream()
                .filter(name -> !known.contains(name))
                .map(name ->
                        new Fault(Fault.child("", name), "is not a parameter of this URL" + Suggestion.of(name, known)))
                .toList();
        Problem.throwIfAny(faults, ProblemCode.MALFORMED_REQUEST, "Unknown parameter");
    }

    /**
     * Returns the whole number that a parameter holds. Returns empty when the parameter is absent. Adds a fault and returns
     * empty when the parameter is repeated, is not a whole number, or is out of range.
     */
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
        faults.add(new Fault(Fault.child("", name), "must be a single whole number" + range(least, most)));
        return OptionalLong.empty();
    }

    /** Returns the value of a parameter. Returns empty when the parameter is absent, or repeated, which adds a fault. */
    public static Optional<String> text(HttpServletRequest request, String name, List<Fault> faults) {
        String[] values = request.getParameterValues(name);
        if (values != null && values.length > 1) {
            faults.add(new Fault(Fault.child("", name), "is given more than once"));
        }
        return values == null || values.length > 1 ? Optional.empty() : Optional.of(values[0]);
    }

    /** Parses the id in a path. Throws {@link ProblemCode#MALFORMED_REQUEST} unless it is a UUID. */
    public static UUID pathIdentifier(String text) {
        return Identifiers.parse(text)
                .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The id in the path is not a UUID")
                        .at("/id", Identifiers.EXPECTED)
                        .asException());
    }

    private static OptionalLong parse(String text) {
        try {
            return text.matches("[+-]?\\d{1,19}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    private static String range(long least, long most) {
        return most == Long.MAX_VALUE ? " of at least " + least : " from " + least + " to " + most;
    }
}
