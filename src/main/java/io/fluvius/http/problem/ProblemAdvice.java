package io.fluvius.http.problem;

import io.fluvius.http.header.SecurityHeaders;
import io.fluvius.http.request.AllowedMethods;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.Parameters;
import org.apache.tomcat.util.res.StringManager;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Translates every exception of a controller to a problem. */
@RestControllerAdvice
class ProblemAdvice {

    /** How Tomcat's message begins; there is no exception type for it. The limit follows. */
    private static final String TOO_MANY_PARAMETERS = StringManager.getManager(Parameters.class)
            .getString("parameters.maxCountFail", "\n")
            .lines()
            .findFirst()
            .orElseThrow();

    private final Failures failures;
    private final AllowedMethods allowed;

    ProblemAdvice(Failures failures, AllowedMethods allowed) {
        this.failures = failures;
        this.allowed = allowed;
    }

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException failure, HttpServletRequest request) {
        return ProblemWriter.response(failure.problem(), request.getRequestURI(), Map.of());
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<Object> notFound(Exception failure, HttpServletRequest request, HttpServletResponse response) {
        SecurityHeaders.writeForData(response::setHeader);
        String hint = request.getRequestURI().matches(".+/") ? "; it must not end with a slash" : "";
        Problem problem = Problem.of(ProblemCode.NOT_FOUND, "Nothing exists at this URL" + hint);
        return ProblemWriter.response(problem, request.getRequestURI(), Map.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> methodNotAllowed(
            HttpRequestMethodNotSupportedException failure, HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI();
        response.setHeader(HttpHeaders.ALLOW, allowed.header(path));
        Problem problem =
                Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "This URL does not support " + failure.getMethod());
        return ProblemWriter.response(problem, path, Map.of());
    }

    /** Tomcat decodes parameters on first access, so faults in them surface in a controller. */
    @ExceptionHandler
    ResponseEntity<Object> malformedParameter(InvalidParameterException failure, HttpServletRequest request) {
        boolean tooMany = String.valueOf(failure.getMessage()).startsWith(TOO_MANY_PARAMETERS);
        return malformedRequest(
                tooMany
                        ? "The URL has too many parameters"
                        : "The parameters of the URL cannot be decoded: each has a name, and each % is followed by two"
                                + " hexadecimal digits of UTF-8",
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> malformedBody(BadRequestException failure, HttpServletRequest request) {
        return malformedRequest("The chunks of the body do not have the form that HTTP requires", request);
    }

    /** The client has disconnected: there is no response to send and nothing to log. */
    @ExceptionHandler({ClientAbortException.class, AsyncRequestNotUsableException.class})
    void clientDisconnected(Exception failure, HttpServletResponse response) {}

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception failure, HttpServletRequest request) {
        Problem problem = failure instanceof ErrorResponse spring
                        && spring.getStatusCode().is4xxClientError()
                ? Problem.of(ProblemCode.MALFORMED_REQUEST, "The request cannot be understood")
                : failures.problemOf(failure);
        return ProblemWriter.response(problem, request.getRequestURI(), Map.of());
    }

    private static ResponseEntity<Object> malformedRequest(String detail, HttpServletRequest request) {
        Problem problem = Problem.of(ProblemCode.MALFORMED_REQUEST, detail);
        return ProblemWriter.response(problem, request.getRequestURI(), Map.of());
    }
}
