package io.fluvius.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why something failed, for the caller: safe to show, free of class names, SQL and stack traces.
 *
 * @param code the kind of failure
 * @param detail one sentence for a person
 * @param errors every fault that can be located, in the order of the input; may be empty
 * @param members further members that the code promises, by name: {@code actual}, {@code field}, {@code rejection}
 */
public record Problem(ProblemCode code, String detail, List<Fault> errors, Map<String, Object> members) {

    public Problem {
        errors = List.copyOf(errors);
        // keeps its order, which Map.copyOf would not
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** A problem without faults and further members. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of());
    }

    /** The same problem with one more fault. */
    public Problem at(String pointer, String message) {
        List<Fault> more = new ArrayList<>(errors);
        more.add(new Fault(pointer, message));
        return new Problem(code, detail, more, members);
    }

    /** The same problem with these faults instead of its own. */
    public Problem withErrors(List<Fault> faults) {
        return new Problem(code, detail, faults, members);
    }

    /** The same problem with one more member. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(code, detail, errors, more);
    }

    /** The exception that carries this problem to the caller. */
    public ProblemException asException() {
        return new ProblemException(this);
    }
}
