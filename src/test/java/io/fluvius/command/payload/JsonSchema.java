package io.fluvius.command.payload;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * As much of JSON Schema 2020-12 as the schemas of payloads use, read as a caller's validator reads it: lengths count
 * code points, patterns match anywhere. Fails on a keyword that it does not know.
 */
final class JsonSchema {

    private static final Set<String> ANNOTATIONS = Set.of("$schema", "description", "title");

    private JsonSchema() {}

    static boolean accepts(JsonNode schema, JsonNode value) {
        return schema.propertyNames().stream()
                .allMatch(keyword -> ANNOTATIONS.contains(keyword) || holds(keyword, schema, value));
    }

    private static boolean holds(String keyword, JsonNode schema, JsonNode value) {
        JsonNode argument = schema.get(keyword);
        return switch (keyword) {
            case "type" -> isOfType(argument.asString(), value);
            case "properties" ->
                argument.propertyNames().stream()
                        .filter(value::has)
                        .allMatch(name -> accepts(argument.get(name), value.get(name)));
            case "required" -> !value.isObject() || elements(argument, name -> value.has(name.asString()));
            case "additionalProperties" ->
                !value.isObject()
                        || value.propertyNames().stream()
                                .allMatch(name -> schema.path("properties").has(name));
            case "minProperties" -> !value.isObject() || value.size() >= argument.asInt();
            case "minLength" -> !value.isString() || length(value) >= argument.asInt();
            case "maxLength" -> !value.isString() || length(value) <= argument.asInt();
            case "pattern" ->
                !value.isString()
                        || Pattern.compile(argument.asString())
                                .matcher(value.stringValue())
                                .find();
            case "format" -> !value.isString() || isOfFormat(argument.asString(), value.stringValue());
            case "minItems" -> !value.isArray() || value.size() >= argument.asInt();
            case "maxItems" -> !value.isArray() || value.size() <= argument.asInt();
            case "items" -> !value.isArray() || elements(value, element -> accepts(argument, element));
            default -> throw new IllegalArgumentException("An unknown keyword: " + keyword);
        };
    }

    private static boolean elements(JsonNode array, Predicate<JsonNode> all) {
        return StreamSupport.stream(array.spliterator(), false).allMatch(all);
    }

    private static int length(JsonNode text) {
        return text.stringValue().codePointCount(0, text.stringValue().length());
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            default -> throw new IllegalArgumentException("An unknown type: " + type);
        };
    }

    private static boolean isOfFormat(String format, String text) {
        return switch (format) {
            case "email" -> text.matches("[^@\\s]+@[^@\\s]+");
            default -> throw new IllegalArgumentException("An unknown format: " + format);
        };
    }
}
