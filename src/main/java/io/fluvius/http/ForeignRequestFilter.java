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
 * Refuses requests whose Host or Origin header names another server. There is no sign-in yet, so every program that reaches
 * the port has full access. The filter keeps out web pages that a user of this machine visits, including pages that rebind
 * a DNS name to the loopback address.
 */
final class ForeignRequestFilter extends OncePerRequestFilter {

    private static final Pattern LOCAL = Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader(HttpHeaders.HOST);
        if (isLocal(host) && isSameOrigin(request.getHeader(HttpHeaders.ORIGIN), host)) {
            chain.doFilter(request, response);
        } else {
            Problem problem = Problem.of(ProblemCode.FORBIDDEN, "The Host or Origin header names another server");
            ProblemWriter.write(problem, request, response);
        }
    }

    private static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL.matcher(host).matches();
    }

    /** Whether the request comes from a page of this server, or from a client that is no browser. */
    private static boolean isSameOrigin(@Nullable String origin, @Nullable String host) {
        return origin == null || origin.equalsIgnoreCase("http://" + host);
    }
}
