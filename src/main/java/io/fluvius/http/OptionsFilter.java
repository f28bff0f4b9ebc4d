package io.fluvius.http;

import io.fluvius.http.request.AllowedMethods;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/** Responds to the method OPTIONS on the routes of controllers. */
final class OptionsFilter extends OncePerRequestFilter {

    private final AllowedMethods allowed;

    OptionsFilter(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (request.getMethod().equals(HttpMethod.OPTIONS.name()) && allowed.isRoute(path)) {
            response.setHeader(HttpHeaders.ALLOW, allowed.header(path));
        } else {
            chain.doFilter(request, response);
        }
    }
}
