package io.fluvius.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request failed, for the caller. Contains no class names, SQL, or stack traces. Immutable.
 *
 * @param code the kind of failure
 * @param detail one sentence for a person
 * @param errors the located faults, in the order of the input; may be empty
 * @param members the members that the code adds, by name: {@code actual}, {@code field}, {@code rejection}
 */
public record Problem(ProblemCode code, String detail, List<Fault> errors, Map<String, Object> members) {

    public Problem {
        errors = List.copyOf(errors);
        // keeps the order of the members, which Map.copyOf does not
        Map<String, Object> copied = new LinkedHashMap<>(members);
        // a problem that was stored or sent as JSON does not know whether a number was an int or a long
        copied.replaceAll((name, value) -> value instanceof Integer number ? Long.valueOf(number) : value);
        members = Collections.unmodifiableMap(copied);
    }

    /** A problem without faults and additional members. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of());
    }

    /** Throws a problem with these faults if there is at least one. */
    public static void throwIfAny(List<Fault> faults, ProblemCode code, String detail) {
        if (!faults.isEmpty()) {
            throw of(code, detail).withErrors(faults).asException();
        }
    }

    /** Returns this problem with an additional fault. */
    public Problem at(String pointer, String message) {
        List<Fault> more = new ArrayList<>(errors);
        more.add(new Fault(pointer, message));
        return withErrors(more);
    }

    /** Returns this problem with these faults in place of its own. */
    public Problem withErrors(List<Fault> faults) {
        return new Problem(code, detail, faults, members);
    }

    /** Returns this problem with an additional member. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(code, detail, errors, more);
    }

    /** Returns an exception that carries this problem to the caller. */
    public ProblemException asException() {
        return new ProblemException(this);
    }
}
