package io.fluvius.security.web;

import io.fluvius.http.problem.ProblemWriter;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers with problems when credentials are missing or not valid, or do not suffice for a route. */
final class RefusedAuthentication implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String CHALLENGE = "Bearer realm=\"fluvius\"";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof TooManyAttemptsException tooMany) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(tooMany.delay().plusMillis(999).toSeconds()));
            ProblemWriter.write(
                    Problem.of(ProblemCode.TOO_MANY_REQUESTS, "Too many wrong credentials came from this address"),
                    request,
                    response);
            return;
        }
        boolean isInvalid = failure instanceof OAuth2AuthenticationException;
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, isInvalid ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE);
        String detail = isInvalid
                ? "The API key or access token is malformed, expired, revoked or not known here"
                : "Send an API key or an access token in the header Authorization";
        ProblemWriter.write(Problem.of(ProblemCode.UNAUTHORIZED, detail), request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        ProblemWriter.write(
                Problem.of(ProblemCode.FORBIDDEN, "You have no right that allows this request"), request, response);
    }
}
