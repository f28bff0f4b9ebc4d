package io.fluvius.http.problem;

import io.fluvius.http.header.SecurityHeaders;
import io.fluvius.http.request.Json;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Writes problems in the format of RFC 9457. */
public final class ProblemWriter {

    /** After how many seconds a request may succeed that failed because the store or the state was not ready. */
    private static final String RETRY_AFTER = "1";

    private ProblemWriter() {}

    /**
     * The response to a request that failed.
     *
     * @param path the path of the request
     * @param furtherMembers members beside those of the problem itself
     */
    public static ResponseEntity<Object> response(Problem problem, String path, Map<String, ?> furtherMembers) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(
                        ProblemType.of(problem.code()).status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.code() == ProblemCode.UNAVAILABLE || problem.code() == ProblemCode.CONSISTENCY_TIMEOUT) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        }
        if (problem.code() == ProblemCode.UNSUPPORTED_MEDIA_TYPE) {
            response.header(HttpHeaders.ACCEPT_ENCODING, "identity");
        }
        Map<String, Object> body = body(problem, path, null);
        body.putAll(furtherMembers);
        return response.body(body);
    }

    /** Responds to a request that does not reach a controller. */
    public static void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(ProblemType.of(problem.code()).status());
        SecurityHeaders.writeForData(response::setHeader);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Json.MAPPER.writeValue(response.getOutputStream(), body(problem, request.getRequestURI(), null));
    }

    /** The members of a problem, in the order in which they are written. */
    public static Map<String, Object> body(Problem problem, String path, @Nullable UUID commandId) {
        ProblemType type = ProblemType.of(problem.code());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + problem.code().text());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", problem.detail());
        body.put("instance", path);
        body.put("code", problem.code().text());
        if (commandId != null) {
            body.put("commandId", commandId);
        }
        problem.members().forEach(body::putIfAbsent);
        if (!problem.errors().isEmpty()) {
            body.put("errors", problem.errors());
        }
        return body;
    }
}
