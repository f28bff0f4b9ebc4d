package io.fluvius.http.limit;

import io.fluvius.http.problem.RefusalPage;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses the requests of a caller who sends too many. */
final class RequestLimitFilter extends OncePerRequestFilter {

    /** Says to a container whether this node lives: if it were refused, the container would be restarted. */
    private static final String HEALTH = "/actuator/health";

    private final RateLimit limit;
    private final RefusedCounter refused;
    private final List<RefusalPage> pages;

    /** @param pages what responds to requests for pages */
    RequestLimitFilter(RateLimit limit, RefusedCounter refused, List<RefusalPage> pages) {
        this.limit = limit;
        this.refused = refused;
        this.pages = pages;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(HEALTH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Duration> wait = limit.count(Callers.of(request));
        if (wait.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        refused.countRate();
        response.setHeader(
                HttpHeaders.RETRY_AFTER,
                Long.toString(wait.get().plusMillis(999).toSeconds()));
        RefusalPage.respond(
                Problem.of(ProblemCode.TOO_MANY_REQUESTS, "This caller sends more requests than this server allows"),
                request,
                response,
                pages);
    }
}
