package io.fluvius.http;

import io.fluvius.http.problem.ProblemWriter;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests with a foreign Host or Origin. There is no sign-in yet, so whoever reaches the port may do everything;
 * this keeps out web pages that the machine's user happens to visit, also when they rebind a name of theirs to it.
 */
final class ForeignRequestFilter extends OncePerRequestFilter {

    private static final Pattern LOCAL = Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader(HttpHeaders.HOST);
        if (isLocal(host) && isSame(request.getHeader(HttpHeaders.ORIGIN), host)) {
            chain.doFilter(request, response);
        } else {
            Problem problem = Problem.of(ProblemCode.FORBIDDEN, "The Host or the Origin of the request is foreign");
            ProblemWriter.write(problem, request, response);
        }
    }

    private static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL.matcher(host).matches();
    }

    /** A page of this server's own names it exactly as the request does. */
    private static boolean isSame(@Nullable String origin, @Nullable String host) {
        return origin == null || origin.equalsIgnoreCase("http://" + host);
    }
}
