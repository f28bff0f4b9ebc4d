package io.fluvius.http.request;

import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list without a filter that is returned in pages.
 *
 * @param limit the maximum number of entries of a page
 * @param cursor that of the page to return; null for the first one
 */
public record PageParameters(int limit, @Nullable String cursor) {

    public static final String LIMIT = "limit";
    public static final String CURSOR = "cursor";

    /** Reads the parameters of a request. Throws {@link ProblemCode#INVALID_QUERY}. */
    public static PageParameters of(HttpServletRequest request) {
        List<Fault> faults = new ArrayList<>();
        long limit = RequestParameters.wholeNumber(request, LIMIT, Query.MIN_LIMIT, Query.MAX_LIMIT, faults)
                .orElse(Query.DEFAULT_LIMIT);
        String cursor = RequestParameters.text(request, CURSOR, faults).orElse(null);
        Problem.throwIfAny(faults, ProblemCode.INVALID_QUERY, "Invalid limit or cursor");
        return new PageParameters((int) limit, cursor);
    }
}
