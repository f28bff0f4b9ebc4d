package io.fluvius.http;

import io.fluvius.http.problem.ProblemWriter;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses paths with parameters, such as {@code /users;a=b}. No route has path parameters, and Tomcat does not check that
 * they can be decoded.
 */
final class PathParameterFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().indexOf(';') < 0) {
            chain.doFilter(request, response);
        } else {
            Problem problem = Problem.of(ProblemCode.MALFORMED_REQUEST, "The path must not contain a semicolon");
            ProblemWriter.write(problem, request, response);
        }
    }
}
