package io.fluvius.http;

import io.fluvius.http.problem.ProblemWriter;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests whose Origin header names another server and, in the mode {@code local}, those whose Host header does. In that
 * mode every program that reaches the port has full access, so the filter keeps out web pages that a user of this machine visits,
 * including pages that rebind a DNS name to the loopback address.
 */
final class ForeignRequestFilter extends OncePerRequestFilter {

    private static final String SIGNED_IN = "/login/oauth2/code/";
    private static final Pattern LOCAL = Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private final List<String> allowedOrigins;
    private final boolean isLocal;

    /**
     * @param allowedOrigins the origins of other servers whose pages may send requests
     * @param isLocal whether callers have no credentials
     */
    ForeignRequestFilter(List<String> allowedOrigins, boolean isLocal) {
        this.allowedOrigins = allowedOrigins;
        this.isLocal = isLocal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader(HttpHeaders.HOST);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (host == null || isLocal && !LOCAL.matcher(host).matches()) {
            refuse(
                    host == null
                            ? "The header Host is missing"
                            : "The header Host names " + host
                                    + "; without sign-in, this server accepts localhost, 127.0.0.1 and [::1] only",
                    request,
                    response);
        } else if (!isAllowed(origin, scheme(request) + host)) {
            refuse(
                    "The header Origin names " + origin + "; this server accepts pages from " + scheme(request) + host
                            + " and from the origins in fluvius.http.allowed-origins only",
                    request,
                    response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** An OpenID provider sends the browser back with a request of its own origin; what it sends is checked by its state. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isLocal && request.getRequestURI().startsWith(SIGNED_IN);
    }

    /** Whether the request comes from a page that is allowed, or from a client that is no browser. */
    private boolean isAllowed(@Nullable String origin, String own) {
        return origin == null || origin.equalsIgnoreCase(own) || allowedOrigins.contains(origin);
    }

    /** That of the browser if a proxy encrypts and {@code server.forward-headers-strategy} is set. */
    private static String scheme(HttpServletRequest request) {
        return request.getScheme() + "://";
    }

    private static void refuse(String detail, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemWriter.write(Problem.of(ProblemCode.FORBIDDEN, detail), request, response);
    }
}
