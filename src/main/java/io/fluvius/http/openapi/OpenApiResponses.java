package io.fluvius.http.openapi;

import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.integer;
import static io.fluvius.http.openapi.OpenApiSchemas.schema;

import io.fluvius.http.problem.ProblemType;
import io.fluvius.http.resource.ConsistencyParameters;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Builds the responses of the OpenAPI document. */
public final class OpenApiResponses {

    private static final String JSON = "application/json";

    private static final Set<ProblemCode> ALWAYS = EnumSet.of(
            ProblemCode.MALFORMED_REQUEST,
            ProblemCode.UNAUTHORIZED,
            ProblemCode.FORBIDDEN,
            ProblemCode.TOO_MANY_REQUESTS,
            ProblemCode.INTERNAL);
    private static final Set<ProblemCode> BODY =
            EnumSet.of(ProblemCode.PAYLOAD_TOO_LARGE, ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    private static final Set<ProblemCode> COMMAND = EnumSet.of(
            ProblemCode.INVALID_AGGREGATE,
            ProblemCode.UNIQUE_VALUE_TAKEN,
            ProblemCode.COMMAND_ID_REUSED,
            ProblemCode.CONFLICT,
            ProblemCode.INVALID_PAYLOAD,
            ProblemCode.REJECTED,
            ProblemCode.UNAVAILABLE);
    private static final Set<ProblemCode> READ = EnumSet.of(
            ProblemCode.INVALID_QUERY,
            ProblemCode.CONSISTENCY_TIMEOUT,
            ProblemCode.PROJECTION_PARKED,
            ProblemCode.UNAVAILABLE);

    private OpenApiResponses() {}

    /**
     * The responses of an operation.
     *
     * @param status the HTTP status of its success
     * @param success the response on success
     * @param problems the problems that it can have, beside those of every request
     */
    public static ApiResponses of(String status, ApiResponse success, ProblemCode... problems) {
        return responses(status, success, Set.of(problems));
    }

    /** A response with a JSON body. */
    public static ApiResponse json(String description, Map<String, Object> schema) {
        return response(description, JSON, schema);
    }

    static ApiResponses created() {
        ApiResponse success = response("The outcome of the command", JSON, SharedSchemas.COMMAND_RESULT)
                .addHeaderObject("ETag", header("The version of the aggregate", TEXT))
                .addHeaderObject("Location", header("The path of the new item", OpenApiSchemas.URI));
        return responses("201", success, COMMAND, BODY, Set.of(ProblemCode.ALREADY_EXISTS));
    }

    static ApiResponses commanded() {
        ApiResponse success = response("The outcome of the command", JSON, SharedSchemas.COMMAND_RESULT)
                .addHeaderObject("ETag", header("The version of the aggregate", TEXT));
        return responses("200", success, COMMAND, BODY, Set.of(ProblemCode.NOT_FOUND, ProblemCode.VERSION_MISMATCH));
    }

    /** JSON first: generators of clients take the first media type for the type of the result. */
    static ApiResponses batch() {
        ApiResponse success = response(
                "The results in the order of the commands: as one array if the header Accept prefers application/json,"
                        + " and else as lines, each a BatchResult as JSON",
                JSON,
                OpenApiSchemas.list(SharedSchemas.BATCH_RESULT));
        success.getContent().addMediaType("application/x-ndjson", new MediaType().schema(schema(TEXT)));
        return responses("200", success, BODY);
    }

    static ApiResponses metadata(Map<String, Object> schema, ProblemCode... problems) {
        return responses("200", response("The description", JSON, schema), Set.of(problems));
    }

    static ApiResponses html() {
        return responses("200", response("An HTML page", "text/html", TEXT), Set.of(ProblemCode.NOT_FOUND));
    }

    static ApiResponses item(Map<String, Object> row) {
        return cached("The item", row, "The version of the item", ProblemCode.NOT_FOUND, ProblemCode.VERSION_MISMATCH);
    }

    static ApiResponses found(Map<String, Object> page) {
        return cached("A page of items", page, "What the page contains", ProblemCode.URI_TOO_LONG);
    }

    static ApiResponses queried(Map<String, Object> page) {
        return responses("200", read("A page of items", page), READ, BODY);
    }

    static ApiResponses history(Map<String, Object> page) {
        return cached("A page of events", page, "What the page contains", ProblemCode.NOT_FOUND);
    }

    /** A stream of the state, followed by changes as they happen. */
    static ApiResponses stream(ProblemCode... problems) {
        ApiResponse stream =
                response("Server-sent events named state, changed, and removed", "text/event-stream", TEXT);
        return responses("200", stream, READ, Set.of(problems));
    }

    /** The responses to a read whose result a client may have already. */
    private static ApiResponses cached(
            String description, Map<String, Object> schema, String tag, ProblemCode... problems) {
        ApiResponse success = read(description, schema);
        ApiResponse known =
                new ApiResponse().description("The client has what If-None-Match names, and it is still so");
        for (ApiResponse response : List.of(success, known)) {
            response.addHeaderObject("ETag", header(tag, TEXT))
                    .addHeaderObject("Cache-Control", header("How long the response may be kept", TEXT));
        }
        return responses("200", success, READ, Set.of(problems)).addApiResponse("304", known);
    }

    private static ApiResponse read(String description, Map<String, Object> schema) {
        return response(description, JSON, schema)
                .addHeaderObject(
                        ConsistencyParameters.HEADER,
                        header("A position that the returned state includes", SharedSchemas.POSITION));
    }

    /** The responses of an operation: that of its success, the problems that it explains, and any other problem. */
    @SafeVarargs
    private static ApiResponses responses(String status, ApiResponse success, Set<ProblemCode>... problems) {
        Map<Integer, List<String>> codes = new TreeMap<>();
        Set<ProblemCode> all = EnumSet.copyOf(ALWAYS);
        for (Set<ProblemCode> some : problems) {
            all.addAll(some);
        }
        all.forEach(code -> codes.computeIfAbsent(ProblemType.of(code).status(), it -> new ArrayList<>())
                .add(code.text()));
        ApiResponses responses = new ApiResponses().addApiResponse(status, success);
        codes.forEach((problem, names) ->
                responses.addApiResponse(Integer.toString(problem), problem(problem, String.join(", ", names))));
        return responses.addApiResponse(
                "default",
                problem("Any other problem")
                        .addHeaderObject("Allow", header("After method-not-allowed: the methods of this URL", TEXT)));
    }

    private static ApiResponse problem(int status, String codes) {
        return switch (status) {
            case 415 -> problem(codes).addHeaderObject("Accept-Encoding", header("The content coding to send", TEXT));
            case 429, 503 ->
                problem(codes)
                        .addHeaderObject(
                                "Retry-After",
                                header("After how many seconds to send the request again", integer("int32", 0)));
            default -> problem(codes);
        };
    }

    private static ApiResponse problem(String description) {
        return response(description, "application/problem+json", SharedSchemas.PROBLEM);
    }

    private static Header header(String description, Map<String, Object> schema) {
        return new Header().description(description).schema(schema(schema));
    }

    public static ApiResponse response(String description, String mediaType, Map<String, Object> schema) {
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(mediaType, new MediaType().schema(schema(schema))));
    }
}
