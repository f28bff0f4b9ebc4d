package io.fluvius.http.problem;

import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the servlet container dispatches as an error, beyond the reach of {@link ProblemAdvice}. */
@Hidden
@RestController
public class ContainerErrorController implements ErrorController {

    /** A method or transfer encoding, and a version of HTTP, that the container does not know. */
    private static final Set<Integer> CLIENT_ASKS_TOO_MUCH = Set.of(501, 505);

    private final Failures failures;

    ContainerErrorController(Failures failures) {
        this.failures = failures;
    }

    @RequestMapping("/error")
    @Nullable ResponseEntity<Object> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            // a part of another answer is out already, mostly to a client that has gone away
            return null;
        }
        response.setContentType(null);
        int status = Optional.ofNullable((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                .orElse(404);
        String path = Optional.ofNullable((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .orElse(request.getRequestURI());
        Throwable failure = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        return ProblemWriter.response(problem(status, failure, failures), path, Map.of());
    }

    /** The problem that a status of the container stands for; the failure is what led to it, when there is one. */
    static Problem problem(int status, @Nullable Throwable failure, Failures failures) {
        if (status == 404) {
            return Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address");
        }
        if (status == 413) {
            return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The request is too large");
        }
        if (status == 405) {
            return Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "No address takes this method");
        }
        if (status < 500 || CLIENT_ASKS_TOO_MUCH.contains(status)) {
            return malformedRequest();
        }
        return failures.problemOf(
                failure == null ? new IllegalStateException("The container answers " + status) : failure);
    }

    public static Problem malformedRequest() {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The request is not one that HTTP allows");
    }
}
