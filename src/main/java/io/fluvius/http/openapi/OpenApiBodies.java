package io.fluvius.http.openapi;

import static io.fluvius.http.openapi.OpenApiSchemas.ANY_OBJECT;
import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.UUID;
import static io.fluvius.http.openapi.OpenApiSchemas.integer;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;
import static io.fluvius.http.openapi.OpenApiSchemas.object;
import static io.fluvius.http.openapi.OpenApiSchemas.oneOf;
import static io.fluvius.http.openapi.OpenApiSchemas.row;
import static io.fluvius.http.openapi.OpenApiSchemas.schema;

import io.fluvius.command.CommandType;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.http.problem.ProblemType;
import io.fluvius.http.request.Json;
import io.fluvius.http.resource.ConsistencyParameters;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.Query;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds the request bodies and responses of {@link OpenApiDocument}. */
final class OpenApiBodies {

    private static final Map<String, Object> PROBLEM = Map.of("$ref", "#/components/schemas/Problem");
    private static final Map<String, Object> RESPONSE = Map.of("$ref", "#/components/schemas/CommandResponse");

    private OpenApiBodies() {}

    static Components components() {
        return new Components()
                .addSchemas("Problem", schema(OpenApiSchemas.problem()))
                .addSchemas("CommandResponse", schema(OpenApiSchemas.commandResponse()));
    }

    static RequestBody commandRequest(CommandType command) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", UUID);
        properties.put("aggregate", object(Map.of("resource", TEXT, "id", UUID)));
        properties.put("payload", Json.MAPPER.convertValue(command.schema(), Map.class));
        return body("application/json", object(properties));
    }

    static RequestBody batchRequest() {
        Map<String, Object> entry = object(Map.of(
                "id", UUID,
                "command", TEXT,
                "aggregate", ANY_OBJECT,
                "payload", ANY_OBJECT,
                "expectedVersion", Map.of("type", "integer", "minimum", 0)));
        RequestBody body = body("application/json", list(entry));
        body.getContent().addMediaType("application/x-ndjson", new MediaType().schema(schema(entry)));
        return body;
    }

    static RequestBody queryRequest(ViewType<?> view) {
        List<String> sortable = view.fields().stream()
                .filter(ViewField::isSortable)
                .map(ViewField::name)
                .toList();
        Map<String, Object> names = list(oneOf(OpenApiParameters.names(view)));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("filter", ANY_OBJECT);
        members.put("text", nullable(TEXT));
        members.put("sort", list(object(Map.of("field", oneOf(sortable), "order", oneOf(List.of("asc", "desc"))))));
        members.put("limit", integer(Query.MIN_LIMIT, Query.MAX_LIMIT));
        members.put("cursor", nullable(TEXT));
        members.put("page", integer(1, Integer.MAX_VALUE));
        members.put("count", Map.of("type", "boolean"));
        members.put("include", names);
        members.put("exclude", names);
        return body("application/json", object(members));
    }

    static ApiResponses commandResponses(boolean creating) {
        ApiResponse success = response("The outcome of the command", "application/json", RESPONSE)
                .addHeaderObject(
                        "ETag",
                        new Header().description("The version of the aggregate").schema(schema(TEXT)));
        if (creating) {
            success.addHeaderObject("Location", new Header().schema(schema(TEXT)));
        }
        return responses(creating ? "201" : "200", success, 400, 403, 404, 409, 412, 413, 415, 422, 500, 503);
    }

    static ApiResponses batchResponses() {
        ApiResponse success = response("One response per line", "application/x-ndjson", RESPONSE);
        return responses("200", success, 400, 403, 415, 500);
    }

    static ApiResponses metadataResponses() {
        return responses("200", response("Metadata", "application/json", ANY_OBJECT), 404);
    }

    static ApiResponses htmlResponses() {
        return responses("200", response("An HTML page", "text/html", TEXT), 404);
    }

    static ApiResponses itemResponses(ViewType<?> view) {
        return responses("200", read("The item", row(view)), 400, 403, 404, 412, 500, 503)
                .addApiResponse("304", new ApiResponse().description("The item has not changed"));
    }

    static ApiResponses listResponses(ViewType<?> view) {
        return pageResponses("A page of items", row(view), 400, 403, 404, 413, 415, 500, 503);
    }

    static ApiResponses historyResponses() {
        return pageResponses("A page of events", OpenApiSchemas.event(), 400, 403, 404, 500, 503);
    }

    /** A stream of the state, followed by changes as they happen. */
    static ApiResponses streamResponses() {
        ApiResponse stream =
                response("Server-sent events named state, changed, and removed", "text/event-stream", TEXT);
        return responses("200", stream, 400, 403, 404, 500, 503);
    }

    private static ApiResponses pageResponses(String description, Map<String, Object> entry, int... problems) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("data", list(entry));
        page.put("page", OpenApiSchemas.page());
        return responses("200", read(description, object(page)), problems);
    }

    private static ApiResponse read(String description, Map<String, Object> schema) {
        return response(description, "application/json", schema)
                .addHeaderObject(
                        ConsistencyParameters.HEADER,
                        new Header()
                                .description("A position that the returned state includes")
                                .schema(schema(TEXT)));
    }

    /** The responses of an operation: that of its success, and the problems with these statuses. */
    private static ApiResponses responses(String status, ApiResponse success, int... problems) {
        ApiResponses responses = new ApiResponses().addApiResponse(status, success);
        for (int problem : problems) {
            String codes = Arrays.stream(ProblemCode.values())
                    .filter(code -> ProblemType.of(code).status() == problem)
                    .map(ProblemCode::text)
                    .collect(Collectors.joining(", "));
            responses.addApiResponse(Integer.toString(problem), response(codes, "application/problem+json", PROBLEM));
        }
        return responses;
    }

    private static ApiResponse response(String description, String mediaType, Map<String, Object> schema) {
        return new ApiResponse().description(description).content(content(mediaType, schema));
    }

    private static RequestBody body(String mediaType, Map<String, Object> schema) {
        return new RequestBody().required(true).content(content(mediaType, schema));
    }

    private static Content content(String mediaType, Map<String, Object> schema) {
        return new Content().addMediaType(mediaType, new MediaType().schema(schema(schema)));
    }
}
