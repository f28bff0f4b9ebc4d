package io.fluvius.http.openapi;

import io.fluvius.domain.view.ViewField;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds JSON Schemas as maps; {@link #schema} converts them to the model of swagger. */
public final class OpenApiSchemas {

    public static final Map<String, Object> TEXT = Map.of("type", "string");
    public static final Map<String, Object> UUID = Map.of("type", "string", "format", "uuid");
    public static final Map<String, Object> BOOLEAN = Map.of("type", "boolean");
    public static final Map<String, Object> ANY_OBJECT = Map.of("type", "object");
    public static final Map<String, Object> TIME = Map.of("type", "string", "format", "date-time");
    public static final Map<String, Object> URI = Map.of("type", "string", "format", "uri-reference");

    /** The version of an aggregate, or the sequence number of an event. */
    public static final Map<String, Object> VERSION = integer("int64", 0);

    private OpenApiSchemas() {}

    /** A whole number that is not less than this one. */
    public static Map<String, Object> integer(String format, long least) {
        return members("type", "integer", "format", format, "minimum", least);
    }

    /** A whole number within these bounds, both included. */
    public static Map<String, Object> integer(int least, int most) {
        return with(integer("int32", least), "maximum", most);
    }

    /** One of these strings. */
    public static Map<String, Object> oneOf(List<String> values) {
        return members("type", "string", "enum", values);
    }

    public static Map<String, Object> list(Map<String, Object> items) {
        return members("type", "array", "items", items);
    }

    public static Map<String, Object> described(Map<String, Object> schema, String description) {
        return with(schema, "description", description);
    }

    /** Either this or null. */
    public static Map<String, Object> nullable(Map<String, Object> schema) {
        return schema.containsKey("$ref") || schema.containsKey("enum")
                ? Map.of("oneOf", List.of(schema, Map.of("type", "null")))
                : with(schema, "type", List.of(schema.get("type"), "null"));
    }

    /** One of these schemas, which a member with one value in each of them tells apart. */
    public static Map<String, Object> oneOf(String discriminator, Map<String, Map<String, Object>> schemas) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        schemas.forEach((value, schema) -> mapping.put(value, schema.get("$ref")));
        return members(
                "oneOf",
                List.copyOf(schemas.values()),
                "discriminator",
                members("propertyName", discriminator, "mapping", mapping));
    }

    public static Map<String, Object> with(Map<String, Object> schema, String keyword, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(schema);
        more.put(keyword, value);
        return more;
    }

    static Schema<?> schema(Map<String, Object> jsonSchema) {
        return Json31.mapper().convertValue(jsonSchema, Schema.class);
    }

    /** A value of a field other than null, as rows show it. */
    static Map<String, Object> value(ViewField field) {
        return switch (field.type()) {
            case TEXT -> TEXT;
            case INTEGER -> members("type", "integer", "format", "int64");
            case NUMBER -> Map.of("type", "number");
            case DATE_TIME -> TIME;
            case DATE -> members("type", "string", "format", "date");
            case BOOLEAN -> BOOLEAN;
            case UUID -> UUID;
            case ENUM -> oneOf(field.names());
            case TEXT_SET -> with(list(TEXT), "uniqueItems", true);
        };
    }

    /** A name in kebab case as the name of a schema: {@code create-user} becomes {@code CreateUser}. */
    static String pascal(String kebab) {
        return Arrays.stream(kebab.split("[^A-Za-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static Map<String, Object> members(Object... keysAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            members.put((String) keysAndValues[index], keysAndValues[index + 1]);
        }
        return members;
    }
}
