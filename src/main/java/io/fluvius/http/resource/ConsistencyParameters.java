package io.fluvius.http.resource;

import io.fluvius.domain.Position;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.StateManager;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters {@code after} and {@code wait} of a read: how recent the state must be.
 *
 * @param position the position that the state must include
 * @param timeout how long the request waits for it
 */
public record ConsistencyParameters(Position position, Duration timeout) {

    public static final String AFTER = "after";
    public static final String WAIT = "wait";

    /** The names of the parameters. Every read accepts them; they are not part of a query. */
    static final Set<String> PARAMETERS = Set.of(AFTER, WAIT);

    /** The response header with a position that the returned state includes. */
    public static final String HEADER = "Position";

    /** Parses the parameters. Throws {@link ProblemCode#INVALID_QUERY} for invalid values. */
    static ConsistencyParameters of(HttpServletRequest request) {
        List<Fault> faults = new ArrayList<>();
        long position = RequestParameters.wholeNumber(request, AFTER, Position.START.index(), Long.MAX_VALUE, faults)
                .orElse(Position.START.index());
        long millis = RequestParameters.wholeNumber(request, WAIT, 0, StateManager.MAX_WAIT.toMillis(), faults)
                .orElse(StateManager.DEFAULT_WAIT.toMillis());
        Problem.throwIfAny(faults, ProblemCode.INVALID_QUERY, "Invalid after or wait");
        return new ConsistencyParameters(new Position(position), Duration.ofMillis(millis));
    }

    /** All other parameters of a request, by their names. */
    static Map<String, List<String>> others(HttpServletRequest request) {
        Map<String, List<String>> others = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> others.put(name, List.of(values)));
        others.keySet().removeAll(PARAMETERS);
        return others;
    }

    /** State that includes the position. */
    StateManager applyTo(StateManager state) {
        return state.after(position, timeout);
    }

    /** A position that everything read after this call includes. */
    String includedPosition(StateManager state, String resource) {
        long known = state.position(resource).index();
        return new Position(Math.max(known, position.index())).toString();
    }
}
