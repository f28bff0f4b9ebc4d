package io.fluvius.http.openapi;

import io.fluvius.command.CommandType;
import io.fluvius.domain.text.Identifiers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Generates requests that the server accepts, from the schemas of payloads: the creating command of a domain, and then the
 * others in the order of their declaration. Those of a domain act on one aggregate. They have the members that are required.
 */
final class Examples {

    private static final String ID = "0190c7a1-0000-7000-8000-000000000001";
    private static final String TIME = "2026-11-22T10:15:30.123Z";

    private Examples() {}

    /** The aggregate of the examples of a domain. Aggregates of different domains cannot have the same id. */
    static String id(String domain) {
        return Identifiers.derived("example of " + domain).toString();
    }

    /** The request of a command, or null if this class finds no payload for it. */
    static @Nullable Map<String, Object> command(CommandType command) {
        Object payload = payload(OpenApiBodies.payload(command));
        if (payload == null) {
            return null;
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("aggregate", Map.of("id", id(command.resource())));
        if (!payload.equals(Map.of())) {
            request.put("payload", payload);
        }
        return request;
    }

    /** The entry of a batch for a creating command, whose aggregate gets a new id. */
    static @Nullable Map<String, Object> batchEntry(CommandType command) {
        Map<String, Object> request = command(command);
        if (request == null) {
            return null;
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("command", command.key());
        entry.putAll(request);
        entry.remove("aggregate");
        return entry;
    }

    /** Returns a payload that a schema accepts, or null if this class finds none. */
    static @Nullable Object payload(Map<String, Object> schema) {
        return value("", schema);
    }

    /** Whether a payload may be left out. */
    static boolean isEmptyAllowed(Map<String, Object> schema) {
        return !schema.containsKey("required") && !schema.containsKey("minProperties");
    }

    private static @Nullable Object value(String name, Map<String, Object> schema) {
        if (schema.get("enum") instanceof List<?> values) {
            return values.getFirst();
        }
        Object type = schema.get("type") instanceof List<?> types ? types.getFirst() : schema.get("type");
        return switch (String.valueOf(type)) {
            case "object" -> object(schema);
            case "array" -> list(name, schema);
            case "boolean" -> true;
            case "integer", "number" -> number(schema);
            default -> text(name, schema);
        };
    }

    private static @Nullable Map<String, Object> object(Map<String, Object> schema) {
        Map<String, Object> object = new LinkedHashMap<>();
        boolean isAnyRequired = schema.containsKey("minProperties");
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        for (Map.Entry<String, Map<String, Object>> member : members(schema).entrySet()) {
            if (isAnyRequired || required.contains(member.getKey())) {
                Object value = value(member.getKey(), member.getValue());
                if (value == null) {
                    return null;
                }
                object.put(member.getKey(), value);
            }
        }
        return object;
    }

    /** The element is named in the singular, as a member of another command that holds one of them. */
    private static @Nullable List<Object> list(String name, Map<String, Object> schema) {
        String singular = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
        Object element = value(singular, schemaAt(schema, "items"));
        return element == null || bound(schema, "minItems", 0) > 1 ? null : List.of(element);
    }

    private static @Nullable Number number(Map<String, Object> schema) {
        long least = bound(schema, "minimum", Long.MIN_VALUE);
        long most = bound(schema, "maximum", Long.MAX_VALUE);
        return LongStream.of(1, 0, -1, least, most)
                .filter(it -> it >= least && it <= most)
                .filter(it -> it > bound(schema, "exclusiveMinimum", Long.MIN_VALUE))
                .filter(it -> it < bound(schema, "exclusiveMaximum", Long.MAX_VALUE))
                .boxed()
                .findFirst()
                .orElse(null);
    }

    private static long bound(Map<String, Object> schema, String keyword, long otherwise) {
        return schema.get(keyword) instanceof Number bound ? bound.longValue() : otherwise;
    }

    /** Tries texts that say which member they are. */
    private static @Nullable String text(String name, Map<String, Object> schema) {
        String capital = OpenApiSchemas.pascal(name);
        return Stream.of(
                        capital,
                        name + "@example.com",
                        name,
                        "EXAMPLE",
                        "example",
                        ID,
                        TIME,
                        "2026-11-22",
                        "A",
                        "a",
                        "1")
                .filter(text -> isValid(text, schema))
                .findFirst()
                .orElse(null);
    }

    private static boolean isValid(String text, Map<String, Object> schema) {
        return text.length() >= bound(schema, "minLength", 0)
                && text.length() <= bound(schema, "maxLength", Long.MAX_VALUE)
                && (!(schema.get("pattern") instanceof String pattern)
                        || Pattern.compile(pattern).matcher(text).find());
    }

    @SuppressWarnings("unchecked") // the values of properties are schemas
    private static Map<String, Map<String, Object>> members(Map<String, Object> schema) {
        return (Map<String, Map<String, Object>>) schema.getOrDefault("properties", Map.of());
    }

    @SuppressWarnings("unchecked") // the value of the keyword is a schema
    private static Map<String, Object> schemaAt(Map<String, Object> schema, String keyword) {
        return (Map<String, Object>) schema.getOrDefault(keyword, Map.of());
    }
}
