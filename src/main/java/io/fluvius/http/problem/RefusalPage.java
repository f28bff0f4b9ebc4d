package io.fluvius.http.problem;

import io.fluvius.problem.Problem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Responds with a page to a request for a page that is refused before it reaches a controller. */
@FunctionalInterface
public interface RefusalPage {

    /** Responds, or returns false if the request is not for a page that this knows. */
    boolean show(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException;

    /** Responds with a page if one of them knows the request, and else with the problem as JSON. */
    static void respond(
            Problem problem, HttpServletRequest request, HttpServletResponse response, List<RefusalPage> pages)
            throws ServletException, IOException {
        for (RefusalPage page : pages) {
            if (page.show(problem, request, response)) {
                return;
            }
        }
        ProblemWriter.write(problem, request, response);
    }
}
