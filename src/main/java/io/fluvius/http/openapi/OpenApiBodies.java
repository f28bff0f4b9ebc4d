package io.fluvius.http.openapi;

import io.fluvius.command.CommandType;
import io.fluvius.http.request.Json;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Builds the bodies of requests, with an example each. */
public final class OpenApiBodies {

    /** A range of characters outside the Basic Multilingual Plane. */
    private static final Pattern LARGE_RANGE = Pattern.compile("[\\x{10000}-\\x{10FFFF}]-[\\x{10000}-\\x{10FFFF}]");

    private OpenApiBodies() {}

    /** A body that has to be there. */
    public static RequestBody json(Map<String, Object> schema, @Nullable Object example) {
        return new RequestBody()
                .required(true)
                .content(new Content().addMediaType("application/json", mediaType(schema, example)));
    }

    /** Adds the schemas of the payload and the request of a command. */
    static RequestBody command(CommandType command, ComponentSchemas components) {
        String name = OpenApiSchemas.pascal(command.key());
        Map<String, Object> payload = components.add(name + "Payload", payload(command));
        ObjectSchema request = new ObjectSchema()
                .optional(
                        "id",
                        OpenApiSchemas.described(
                                OpenApiSchemas.nullable(OpenApiSchemas.UUID),
                                "The id of the command. The same request under the same id runs once"));
        if (command.isCreating()) {
            request.optional("aggregate", OpenApiSchemas.nullable(SharedSchemas.NEW_AGGREGATE));
        } else {
            request.required("aggregate", SharedSchemas.AGGREGATE_TARGET);
        }
        if (Examples.isEmptyAllowed(payload(command))) {
            request.optional("payload", OpenApiSchemas.nullable(payload));
        } else {
            request.required("payload", payload);
        }
        return json(components.add(name + "Request", request.closed()), Examples.command(command));
    }

    /** JSON first: generators of clients take the first media type for the type of the body. */
    static RequestBody batch(@Nullable CommandType example) {
        Map<String, Object> entry = example == null ? null : Examples.batchEntry(example);
        RequestBody body = json(OpenApiSchemas.list(SharedSchemas.BATCH_ENTRY), entry == null ? null : List.of(entry));
        Map<String, Object> lines = OpenApiSchemas.described(OpenApiSchemas.TEXT, "Lines, each a BatchEntry as JSON");
        String line = entry == null ? null : Json.MAPPER.writeValueAsString(entry) + "\n";
        body.getContent().addMediaType("application/x-ndjson", mediaType(lines, line));
        return body;
    }

    /**
     * The schema of a payload. The dialect is that of the document. Its patterns allow some more characters, because linters read
     * patterns without the flag {@code u}, in which ranges of characters of two code units are errors.
     */
    static Map<String, Object> payload(CommandType command) {
        String portable = LARGE_RANGE.matcher(command.schema().toString()).replaceAll("");
        Map<String, Object> schema = Json.MAPPER.readValue(portable, new TypeReference<>() {});
        schema.remove("$schema");
        return schema;
    }

    private static MediaType mediaType(Map<String, Object> schema, @Nullable Object example) {
        MediaType mediaType = new MediaType().schema(OpenApiSchemas.schema(schema));
        return example == null ? mediaType : mediaType.example(example);
    }
}
