package io.fluvius.command.payload;

import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.text.StoredPrecision;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes the simple types that {@link ValueBinder} binds, except text, by JSON Schemas. A pattern accompanies each format,
 * because validators do not have to check formats.
 */
final class ValueSchemas {

    private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(StoredPrecision.PRECISION - StoredPrecision.SCALE);

    private ValueSchemas() {}

    /** Returns the schema of a type. */
    static ObjectNode of(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed == Boolean.class) {
            return schema("boolean");
        }
        if (boxed == BigDecimal.class) {
            return decimal();
        }
        if (boxed == Long.class) {
            return integer("int64", Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (boxed == Integer.class) {
            return integer("int32", Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type.isEnum()) {
            return constants(type);
        }
        if (type == UUID.class) {
            return text("uuid", Identifiers.PATTERN);
        }
        if (type == LocalDate.class) {
            return text("date", DateTimes.DATE);
        }
        if (type == Instant.class) {
            return text("date-time", DateTimes.DATE_TIME);
        }
        throw new IllegalArgumentException("Unsupported type of a payload component: " + type.getName());
    }

    /**
     * The number of decimals is described in words: {@code multipleOf} would say it, but validators that compute with binary
     * floating-point numbers refuse 40 percent of all prices as multiples of 1e-9.
     */
    private static ObjectNode decimal() {
        return schema("number")
                .put("description", "At most 29 digits before and 9 after the decimal point")
                .put("exclusiveMinimum", TOO_LARGE.negate())
                .put("exclusiveMaximum", TOO_LARGE);
    }

    private static ObjectNode integer(String format, long least, long most) {
        return schema("integer").put("format", format).put("minimum", least).put("maximum", most);
    }

    private static ObjectNode constants(Class<?> type) {
        ObjectNode schema = schema("string");
        for (Object constant : type.getEnumConstants()) {
            schema.withArray("enum").add(((Enum<?>) constant).name());
        }
        return schema;
    }

    private static ObjectNode text(String format, String pattern) {
        return schema("string").put("format", format).put("pattern", "^" + pattern + "$");
    }

    private static ObjectNode schema(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
