package io.fluvius.personal;

import io.fluvius.domain.record.RecordType;
import io.fluvius.domain.record.RecordType.Component;
import io.fluvius.domain.record.SingleValue;
import io.fluvius.domain.text.StoredJson;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON that stands for a forgotten value and satisfies its type. */
final class Masks {

    /** For what has no type any more: the member of an earlier revision of an event. */
    static final String TEXT = "\"forgotten\"";

    private static final JsonMapper JSON = StoredJson.mapper();

    private Masks() {}

    /**
     * Derives the JSON from a type, and reads it as that type.
     *
     * @param text in place of a text
     * @throws IllegalArgumentException if the type does not accept it
     */
    static String of(Type type, String text) {
        String mask = mask(type, text);
        try {
            JSON.readValue(mask, JSON.constructType(type));
        } catch (JacksonException refused) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " does not accept the masked value " + mask
                            + "; set one that it accepts, as in @PersonalData(masked = \"...\")",
                    refused);
        }
        return mask;
    }

    private static String mask(Type type, String text) {
        if (type instanceof ParameterizedType generic) {
            return mask(generic.getRawType(), text);
        }
        if (!(type instanceof Class<?> plain)) {
            return "null";
        }
        if (SingleValue.isWrapper(plain)) {
            return mask(SingleValue.of(plain).component().type(), text);
        }
        if (plain.isRecord()) {
            return RecordType.of(plain).components().stream()
                    .filter(component -> !component.nullable())
                    .map(component -> member(component, text))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value(plain, text);
    }

    private static String member(Component component, String text) {
        return JSON.writeValueAsString(component.name()) + ":" + mask(component.type(), text);
    }

    private static String value(Class<?> type, String text) {
        if (type == String.class || type == CharSequence.class || type == Object.class) {
            return JSON.writeValueAsString(text);
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "[]";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "{}";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "0";
        }
        if (type.isEnum()) {
            return JSON.writeValueAsString(type.getEnumConstants()[0]);
        }
        return type == UUID.class
                ? "\"" + new UUID(0, 0) + "\""
                : type == LocalDate.class
                        ? "\"" + LocalDate.EPOCH + "\""
                        : type == Instant.class ? "\"" + Instant.EPOCH + "\"" : "null";
    }
}
