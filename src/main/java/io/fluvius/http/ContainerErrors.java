package io.fluvius.http;

import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the servlet container dispatches as an error, beyond the reach of {@link ProblemAdvice}. */
@Hidden
@RestController
class ContainerErrors implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Object> error(HttpServletRequest request) {
        int status = Optional.ofNullable((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                .orElse(404);
        String path = Optional.ofNullable((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .orElse(request.getRequestURI());
        return Problems.response(problem(status), path, Map.of());
    }

    static Problem problem(int status) {
        if (status == 404) {
            return Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address");
        }
        if (status == 413) {
            return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The request is too large");
        }
        if (status < 500) {
            return Problem.of(ProblemCode.MALFORMED_REQUEST, "The request is not one that HTTP allows");
        }
        return Problem.of(ProblemCode.INTERNAL, "Something went wrong on our side");
    }
}
