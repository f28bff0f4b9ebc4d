package io.fluvius.http;

import io.fluvius.kernel.Fault;
import io.fluvius.kernel.Position;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.StateManager;
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
record Freshness(Position position, Duration waiting) {

    static final String AFTER = "after";
    static final String WAIT = "wait";
    /** The parameters' names: of every read, but no part of a query. */
    static final Set<String> PARAMETERS = Set.of(AFTER, WAIT);

    /** The header of a response that names the position which the state shown includes. */
    static final String HEADER = "Position";

    /** Throws {@link ProblemCode#INVALID_QUERY} for values that are none. */
    static Freshness of(HttpServletRequest request) {
        List<Fault> faults = new ArrayList<>();
        long position = Parameters.number(request, AFTER, Position.START.index(), Long.MAX_VALUE, faults)
                .orElse(Position.START.index());
        long millis = Parameters.number(request, WAIT, 0, StateManager.MAX_WAIT.toMillis(), faults)
                .orElse(StateManager.DEFAULT_WAIT.toMillis());
        if (!faults.isEmpty()) {
            throw Problem.of(ProblemCode.INVALID_QUERY, "The parameters of the read are wrong")
                    .withErrors(faults)
                    .asException();
        }
        return new Freshness(new Position(position), Duration.ofMillis(millis));
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
