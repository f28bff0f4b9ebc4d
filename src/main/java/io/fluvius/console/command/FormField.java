package io.fluvius.console.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A member of a payload as an input of a form, as the JSON Schema describes it.
 *
 * @param name the name of the member
 * @param kind how it is entered
 * @param required whether it must be given
 * @param options the values of a choice
 * @param maxLength the greatest length of a text; null without a limit
 * @param value what was entered
 * @param faults what is wrong with it
 */
public record FormField(
        String name,
        Kind kind,
        boolean required,
        List<String> options,
        @Nullable Integer maxLength,
        String value,
        List<String> faults) {

    /** How a value is entered. */
    public enum Kind {
        TEXT,
        NUMBER,
        TIME,
        CHOICE,
        /** Texts, one in each line. */
        LINES,
        /** Anything else, as JSON. */
        JSON
    }

    /**
     * The inputs of a payload.
     *
     * @param entered the values by the names of the members
     * @param faults what is wrong with the members, by their names
     */
    static List<FormField> of(JsonNode schema, Map<String, String> entered, Map<String, List<String>> faults) {
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        return schema.path("properties")
                .propertyStream()
                .map(member -> {
                    String name = member.getKey();
                    JsonNode type = resolved(schema, member.getValue());
                    Kind kind = kind(schema, type);
                    return new FormField(
                            name,
                            kind,
                            required.contains(name),
                            options(type),
                            type.has("maxLength")
                                    ? (Integer) type.path("maxLength").asInt()
                                    : null,
                            entered.getOrDefault(name, ""),
                            faults.getOrDefault(name, List.of()));
                })
                .toList();
    }

    /** Follows a reference, and chooses the alternative that is not null. */
    private static JsonNode resolved(JsonNode schema, JsonNode type) {
        if (type.has("$ref")) {
            return resolved(schema, schema.at(type.path("$ref").asString().substring(1)));
        }
        for (String alternatives : List.of("anyOf", "oneOf")) {
            Optional<JsonNode> other = type.path(alternatives)
                    .valueStream()
                    .filter(it -> !it.path("type").asString("").equals("null"))
                    .findFirst();
            if (other.isPresent()) {
                return resolved(schema, other.get());
            }
        }
        return type;
    }

    private static Kind kind(JsonNode schema, JsonNode type) {
        if (type.has("enum")) {
            return Kind.CHOICE;
        }
        return switch (typeName(type)) {
            case "boolean" -> Kind.CHOICE;
            case "integer", "number" -> Kind.NUMBER;
            case "string" -> type.path("format").asString("").equals("date-time") ? Kind.TIME : Kind.TEXT;
            case "array" -> typeName(resolved(schema, type.path("items"))).equals("string") ? Kind.LINES : Kind.JSON;
            default -> Kind.JSON;
        };
    }

    /** The only type besides null. */
    private static String typeName(JsonNode type) {
        JsonNode name = type.path("type");
        return name.isArray()
                ? name.valueStream()
                        .map(JsonNode::asString)
                        .filter(it -> !it.equals("null"))
                        .findFirst()
                        .orElse("")
                : name.asString("");
    }

    private static List<String> options(JsonNode type) {
        if (type.has("enum")) {
            return type.path("enum")
                    .valueStream()
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .toList();
        }
        return typeName(type).equals("boolean") ? List.of("true", "false") : List.of();
    }
}
