package io.fluvius.http;

import io.fluvius.http.problem.ContainerErrorController;
import io.fluvius.http.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses parameters within a path, such as {@code /users;a=b}. No address has any, and Tomcat hands them on without having
 * looked whether they can be decoded.
 */
final class PathParameterFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().indexOf(';') < 0) {
            chain.doFilter(request, response);
        } else {
            ProblemWriter.write(ContainerErrorController.malformedRequest(), request, response);
        }
    }
}
