package io.fluvius.http.resource;

import io.fluvius.http.request.RequestParameters;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.progress.Position;
import io.fluvius.query.StateManager;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How new the state must be that a request reads: its parameters {@code after} and {@code wait}.
 *
 * @param position which position state must include
 * @param waiting how long the request waits for it
 */
public record ConsistencyParameters(Position position, Duration waiting) {

    public static final String AFTER = "after";
    public static final String WAIT = "wait";
    /** The parameters' names: of every read, but no part of a query. */
    static final Set<String> PARAMETERS = Set.of(AFTER, WAIT);

    /** The header of a response that names the position which the state shown includes. */
    public static final String HEADER = "Position";

    /** Throws {@link ProblemCode#INVALID_QUERY} for values that are none. */
    static ConsistencyParameters of(HttpServletRequest request) {
        List<Fault> faults = new ArrayList<>();
        long position = RequestParameters.wholeNumber(request, AFTER, Position.START.index(), Long.MAX_VALUE, faults)
                .orElse(Position.START.index());
        long millis = RequestParameters.wholeNumber(request, WAIT, 0, StateManager.MAX_WAIT.toMillis(), faults)
                .orElse(StateManager.DEFAULT_WAIT.toMillis());
        if (!faults.isEmpty()) {
            throw Problem.of(ProblemCode.INVALID_QUERY, "The parameters of the read are wrong")
                    .withErrors(faults)
                    .asException();
        }
        return new ConsistencyParameters(new Position(position), Duration.ofMillis(millis));
    }

    /** State that is new enough. */
    StateManager of(StateManager state) {
        return state.after(position, waiting);
    }

    /** The position that what is read from now on includes. */
    String reached(StateManager state, String resource) {
        long known = state.position(resource).index();
        return new Position(Math.max(known, position.index())).toString();
    }
}
