package io.fluvius.http.problem;

import io.fluvius.http.header.SecurityHeaders;
import io.fluvius.http.request.AllowedMethods;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Responds to errors that the servlet container dispatches, which {@link ProblemAdvice} does not see. */
@Hidden
@RestController
public class ContainerErrorController implements ErrorController {

    private final Failures failures;
    private final AllowedMethods allowed;

    ContainerErrorController(Failures failures, AllowedMethods allowed) {
        this.failures = failures;
        this.allowed = allowed;
    }

    @RequestMapping("/error")
    @Nullable ResponseEntity<Object> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            // another response has been sent in part, usually to a client that has disconnected
            return null;
        }
        response.setContentType(null);
        SecurityHeaders.writeForData(response::setHeader);
        int status = Optional.ofNullable((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                .orElse(404);
        String path = Optional.ofNullable((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .orElse(request.getRequestURI());
        if (status == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader(HttpHeaders.ALLOW, allowed.header(path));
        }
        Throwable failure = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        return ProblemWriter.response(problem(status, failure, failures), path, Map.of());
    }

    /** Translates a status of the container, and the exception that caused it if there was one, to a problem. */
    static Problem problem(int status, @Nullable Throwable failure, Failures failures) {
        return switch (status) {
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "Nothing exists at this URL");
            case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "This URL does not support the HTTP method");
            case 413 -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The request is too large");
            case 503 -> Problem.of(ProblemCode.UNAVAILABLE, "The server is stopping");
            default ->
                status < 500
                        ? Problem.of(
                                ProblemCode.MALFORMED_REQUEST,
                                failure instanceof SocketTimeoutException
                                        ? "The body did not arrive in time"
                                        : "The request cannot be understood")
                        : failures.problemOf(failure == null ? unexplained(status) : failure);
        };
    }

    private static Throwable unexplained(int status) {
        return new IllegalStateException("The servlet container reported status " + status);
    }
}
