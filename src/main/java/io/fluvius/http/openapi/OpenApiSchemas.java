package io.fluvius.http.openapi;

import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds JSON Schemas of requests and responses as maps; {@link #schema} converts them to the model of swagger. */
final class OpenApiSchemas {

    static final Map<String, Object> TEXT = Map.of("type", "string");
    static final Map<String, Object> NUMBER = Map.of("type", "integer");
    static final Map<String, Object> UUID = Map.of("type", "string", "format", "uuid");
    static final Map<String, Object> ANY_OBJECT = Map.of("type", "object");
    static final Map<String, Object> TIME = Map.of("type", "string", "format", "date-time");

    private OpenApiSchemas() {}

    /** A whole number within these bounds, both included. */
    static Map<String, Object> integer(long least, long most) {
        return Map.of("type", "integer", "format", "int64", "minimum", least, "maximum", most);
    }

    /** One of these strings. */
    static Map<String, Object> oneOf(List<String> values) {
        return Map.of("type", "string", "enum", values);
    }

    static Map<String, Object> list(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    static Schema<?> schema(Map<String, Object> jsonSchema) {
        return Json31.mapper().convertValue(jsonSchema, Schema.class);
    }

    static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of("type", "object", "properties", properties);
    }

    static Map<String, Object> nullable(Map<String, Object> schema) {
        Map<String, Object> either = new LinkedHashMap<>(schema);
        either.put("type", List.of(schema.get("type"), "null"));
        return either;
    }

    /** A row of a view. */
    static Map<String, Object> row(ViewType<?> view) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (ViewField field : view.fields()) {
            properties.put(field.name(), field.nullable() ? nullable(value(field)) : value(field));
        }
        return object(properties);
    }

    /** The member {@code page} of a list. */
    static Map<String, Object> page() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("limit", NUMBER);
        page.put("next", nullable(TEXT));
        page.put("previous", nullable(TEXT));
        page.put("page", NUMBER);
        page.put("pages", NUMBER);
        page.put("total", NUMBER);
        return object(page);
    }

    /** An event of a history. */
    static Map<String, Object> event() {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("sequence", NUMBER);
        event.put("type", TEXT);
        event.put("revision", nullable(TEXT));
        event.put("at", TIME);
        event.put("eventId", TEXT);
        event.put("commandId", nullable(UUID));
        event.put("correlationId", nullable(TEXT));
        event.put("causationId", nullable(TEXT));
        event.put("actor", nullable(TEXT));
        event.put("data", ANY_OBJECT);
        return object(event);
    }

    static Map<String, Object> problem() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("type", TEXT);
        properties.put("title", TEXT);
        properties.put("status", NUMBER);
        properties.put("detail", TEXT);
        properties.put("instance", TEXT);
        properties.put("code", oneOf(codes()));
        properties.put("commandId", UUID);
        properties.put("errors", list(object(Map.of("pointer", TEXT, "message", TEXT))));
        return object(properties);
    }

    static Map<String, Object> commandResponse() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("commandId", UUID);
        properties.put("command", TEXT);
        properties.put("aggregate", object(Map.of("resource", TEXT, "id", UUID)));
        properties.put("status", oneOf(List.of("SUCCESS", "FAILURE")));
        properties.put("version", NUMBER);
        properties.put("position", TEXT);
        properties.put("replayed", Map.of("type", "boolean"));
        properties.put("error", Map.of("$ref", "#/components/schemas/Problem"));
        return object(properties);
    }

    private static List<String> codes() {
        return Arrays.stream(ProblemCode.values()).map(ProblemCode::text).toList();
    }

    /** A value of a field other than null. */
    static Map<String, Object> value(ViewField field) {
        return switch (field.type()) {
            case TEXT -> TEXT;
            case INTEGER -> NUMBER;
            case NUMBER -> Map.of("type", "number");
            case DATE_TIME -> TIME;
            case DATE -> Map.of("type", "string", "format", "date");
            case BOOLEAN -> Map.of("type", "boolean");
            case UUID -> UUID;
            case ENUM -> oneOf(field.names());
            case TEXT_SET -> Map.of("type", "array", "items", TEXT, "uniqueItems", true);
        };
    }
}
