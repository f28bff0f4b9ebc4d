package io.fluvius.http;

import static io.fluvius.http.OpenApiSchemas.ANY_OBJECT;
import static io.fluvius.http.OpenApiSchemas.NUMBER;
import static io.fluvius.http.OpenApiSchemas.TEXT;
import static io.fluvius.http.OpenApiSchemas.UUID;
import static io.fluvius.http.OpenApiSchemas.nullable;
import static io.fluvius.http.OpenApiSchemas.object;
import static io.fluvius.http.OpenApiSchemas.row;
import static io.fluvius.http.OpenApiSchemas.schema;

import io.fluvius.kernel.CommandType;
import io.fluvius.kernel.Operator;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.ViewField;
import io.fluvius.kernel.ViewType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The bodies, parameters and responses of which {@link OpenApiDocument} is made. */
final class OpenApiParts {

    private static final Map<String, Object> PROBLEM = Map.of("$ref", "#/components/schemas/Problem");
    private static final Map<String, Object> RESPONSE = Map.of("$ref", "#/components/schemas/CommandResponse");

    private OpenApiParts() {}

    static Components components() {
        return new Components()
                .addSchemas("Problem", schema(OpenApiSchemas.problem()))
                .addSchemas("CommandResponse", schema(OpenApiSchemas.commandResponse()));
    }

    static Parameter path(String name) {
        return parameter("path", name, "").required(true);
    }

    static Parameter header(String name, String description) {
        return parameter("header", name, description);
    }

    static Parameter query(String name, String description, String... values) {
        Parameter parameter = parameter("query", name, description);
        return values.length == 0
                ? parameter
                : parameter.schema(schema(Map.of("type", "string", "enum", List.of(values))));
    }

    /** The reserved words of a list, and a parameter for each field with its operators named. */
    static List<Parameter> listParameters(ViewType<?> view) {
        List<Parameter> parameters = new ArrayList<>(List.of(
                query("sort", "Keys such as name.asc,createdAt.desc; by default createdAt.asc"),
                query("limit", "The most rows of a page, 1 to 1000; by default 25"),
                query("page", "Which page, from 1; adds page, pages and total"),
                query("count", "Whether to add the exact total", "true", "false"),
                query("include", "The only members to show, separated by commas; the id always is"),
                query("exclude", "Members not to show, separated by commas"),
                query("query", "A filter object as JSON, in addition")));
        for (ViewField field : view.fields()) {
            String operators =
                    field.type().operators().stream().map(Operator::text).collect(Collectors.joining(", "));
            parameters.add(query(
                    field.name(),
                    "A " + field.type().text() + "; takes ." + operators + ", negated with ! for the dot"));
        }
        return parameters;
    }

    static RequestBody envelope(CommandType command) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", UUID);
        properties.put("aggregate", object(Map.of("resource", TEXT, "id", UUID)));
        properties.put("payload", Json.MAPPER.convertValue(command.schema(), Map.class));
        return body("application/json", object(properties));
    }

    static RequestBody batch() {
        Map<String, Object> entry =
                object(Map.of("id", UUID, "command", TEXT, "aggregate", ANY_OBJECT, "payload", ANY_OBJECT));
        RequestBody body = body("application/json", Map.of("type", "array", "items", entry));
        body.getContent().addMediaType("application/x-ndjson", new MediaType().schema(schema(entry)));
        return body;
    }

    static RequestBody queryBody() {
        Map<String, Object> names = Map.of("type", "array", "items", TEXT);
        Map<String, Object> sort = object(Map.of("field", TEXT, "order", Map.of("enum", List.of("asc", "desc"))));
        return body(
                "application/json",
                object(Map.of(
                        "filter", ANY_OBJECT,
                        "sort", Map.of("type", "array", "items", sort),
                        "limit", Map.of("type", "integer", "minimum", 1, "maximum", 1000),
                        "page", Map.of("type", "integer", "minimum", 1),
                        "count", Map.of("type", "boolean"),
                        "include", names,
                        "exclude", names)));
    }

    static ApiResponses outcome(boolean creating) {
        ApiResponse success = response("What the command did", "application/json", RESPONSE)
                .addHeaderObject("ETag", new Header().description("The version").schema(schema(TEXT)));
        if (creating) {
            success.addHeaderObject("Location", new Header().schema(schema(TEXT)));
        }
        return problems(
                new ApiResponses().addApiResponse(creating ? "201" : "200", success),
                400,
                403,
                404,
                409,
                412,
                413,
                415,
                422,
                500,
                503);
    }

    static ApiResponses lines() {
        ApiResponse success = response("A response a line", "application/x-ndjson", RESPONSE);
        return problems(new ApiResponses().addApiResponse("200", success), 400, 403, 415, 500);
    }

    static ApiResponses json(String description, int... problems) {
        return problems(
                new ApiResponses().addApiResponse("200", response(description, "application/json", ANY_OBJECT)),
                problems);
    }

    static ApiResponses page() {
        return problems(new ApiResponses().addApiResponse("200", response("A page", "text/html", TEXT)), 404);
    }

    static ApiResponses item(ViewType<?> view) {
        ApiResponse success = response("The item", "application/json", row(view));
        return problems(
                new ApiResponses()
                        .addApiResponse("200", success)
                        .addApiResponse("304", new ApiResponse().description("Nothing has changed")),
                400,
                403,
                404,
                500,
                503);
    }

    static ApiResponses rows(ViewType<?> view) {
        Map<String, Object> page = object(Map.of(
                "limit",
                NUMBER,
                "next",
                nullable(TEXT),
                "previous",
                nullable(TEXT),
                "page",
                NUMBER,
                "pages",
                NUMBER,
                "total",
                NUMBER));
        Map<String, Object> rows = object(Map.of("data", Map.of("type", "array", "items", row(view)), "page", page));
        return problems(
                new ApiResponses().addApiResponse("200", response("A page of rows", "application/json", rows)),
                400,
                403,
                404,
                413,
                415,
                500,
                503);
    }

    private static ApiResponses problems(ApiResponses responses, int... statuses) {
        for (int status : statuses) {
            String codes = Arrays.stream(ProblemCode.values())
                    .filter(code -> ProblemType.of(code).status() == status)
                    .map(ProblemCode::text)
                    .collect(Collectors.joining(", "));
            responses.addApiResponse(Integer.toString(status), response(codes, "application/problem+json", PROBLEM));
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

    private static Parameter parameter(String in, String name, String description) {
        return new Parameter().in(in).name(name).description(description).schema(schema(TEXT));
    }
}
