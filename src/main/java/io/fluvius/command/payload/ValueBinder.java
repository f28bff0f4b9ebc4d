package io.fluvius.command.payload;

import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.text.StoredPrecision;
import io.fluvius.domain.text.UnicodeText;
import io.fluvius.problem.Fault;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;

/** Binds JSON values to simple Java types. Never converts between JSON types: {@code "21"} is not a number. */
final class ValueBinder {

    private static final Set<Class<?>> SIMPLE_TYPES = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Boolean.class,
            BigDecimal.class,
            UUID.class,
            Instant.class,
            LocalDate.class);

    private ValueBinder() {}

    /** Returns whether this class binds values of the given type. */
    static boolean supports(Class<?> type) {
        return type.isEnum() || SIMPLE_TYPES.contains(ClassUtils.resolvePrimitiveIfNecessary(type));
    }

    /** Returns the value, or null after adding a fault. */
    static @Nullable Object bind(JsonNode node, Class<?> type, String pointer, Set<Fault> faults) {
        if (type == String.class) {
            return text(node, pointer, faults);
        }
        if (type == boolean.class || type == Boolean.class) {
            return node.isBoolean() ? (Object) node.booleanValue() : fault(faults, pointer, "must be true or false");
        }
        if (type == BigDecimal.class) {
            return node.isNumber() && StoredPrecision.isStorable(node.decimalValue())
                    ? node.decimalValue()
                    : fault(
                            faults,
                            pointer,
                            "must be a number of at most 29 digits before and 9 after the decimal point");
        }
        if (type == long.class || type == Long.class) {
            return node.isIntegralNumber() && node.canConvertToLong()
                    ? (Object) node.longValue()
                    : fault(faults, pointer, "must be a whole number of at most 64 bits");
        }
        if (type == int.class || type == Integer.class) {
            return node.isIntegralNumber() && node.canConvertToInt()
                    ? (Object) node.intValue()
                    : fault(faults, pointer, "must be a whole number of at most 32 bits");
        }
        String text = text(node, pointer, faults);
        return text == null ? null : fromText(text, type, pointer, faults);
    }

    private static @Nullable Object fromText(String text, Class<?> type, String pointer, Set<Fault> faults) {
        if (type.isEnum()) {
            return constant(text, type, pointer, faults);
        }
        if (type == UUID.class) {
            UUID id = Identifiers.parse(text).orElse(null);
            return id == null ? fault(faults, pointer, Identifiers.EXPECTED) : id;
        }
        try {
            return type == Instant.class
                    ? storable(Instant.parse(text), StoredPrecision::isStorable, pointer, faults)
                    : storable(LocalDate.parse(text), StoredPrecision::isStorable, pointer, faults);
        } catch (DateTimeException malformed) {
            return fault(
                    faults,
                    pointer,
                    type == Instant.class
                            ? "must be a date-time such as 2026-11-22T10:15:30Z"
                            : "must be a date such as 2026-11-22");
        }
    }

    private static <T> @Nullable Object storable(T time, Predicate<T> condition, String pointer, Set<Fault> faults) {
        return condition.test(time) ? time : fault(faults, pointer, "must have a year from 1 to 9999");
    }

    private static @Nullable Object constant(String text, Class<?> type, String pointer, Set<Fault> faults) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        return fault(
                faults,
                pointer,
                Arrays.stream(type.getEnumConstants())
                        .map(it -> ((Enum<?>) it).name())
                        .collect(Collectors.joining(", ", "must be one of ", "")));
    }

    private static @Nullable String text(JsonNode node, String pointer, Set<Fault> faults) {
        String flaw = node.isString() ? UnicodeText.violation(node.stringValue()) : "must be text";
        if (flaw != null) {
            faults.add(new Fault(pointer, flaw));
            return null;
        }
        return node.stringValue();
    }

    private static @Nullable Object fault(Set<Fault> faults, String pointer, String message) {
        faults.add(new Fault(pointer, message));
        return null;
    }
}
