package io.fluvius.command.payload;

import io.fluvius.domain.Text;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.text.StoredPrecision;
import io.fluvius.problem.Fault;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;

/**
 * Binds JSON values to simple Java types. Never converts between JSON types: {@code "21"} is not a number. {@link ValueSchemas}
 * describes the same types.
 */
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

    private static final String YEARS = "must have a year from 1 to 9999";

    private ValueBinder() {}

    /** Returns whether this class binds values of the given type. */
    static boolean supports(Class<?> type) {
        return type.isEnum() || SIMPLE_TYPES.contains(ClassUtils.resolvePrimitiveIfNecessary(type));
    }

    /** Returns the value, or null after adding a fault. */
    static @Nullable Object bind(JsonNode node, Class<?> type, String pointer, Set<Fault> faults) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed == Boolean.class) {
            return orFault(node.booleanValueOpt(), "must be true or false", pointer, faults);
        }
        if (boxed == BigDecimal.class) {
            return orFault(
                    Numbers.storable(node),
                    "must be a number of at most 29 digits before and 9 after the decimal point",
                    pointer,
                    faults);
        }
        if (boxed == Long.class) {
            return orFault(
                    Numbers.whole(node, Long.MIN_VALUE, Long.MAX_VALUE),
                    "must be a whole number of at most 64 bits",
                    pointer,
                    faults);
        }
        if (boxed == Integer.class) {
            return orFault(
                    Numbers.whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE).map(Math::toIntExact),
                    "must be a whole number of at most 32 bits",
                    pointer,
                    faults);
        }
        return node.isString()
                ? fromText(node.stringValue(), type, pointer, faults)
                : orFault(Optional.empty(), "must be text", pointer, faults);
    }

    private static @Nullable Object fromText(String text, Class<?> type, String pointer, Set<Fault> faults) {
        if (type == String.class) {
            return text(text, pointer, faults);
        }
        if (type.isEnum()) {
            return orFault(constant(text, type), "must be one of " + names(type), pointer, faults);
        }
        if (type == UUID.class) {
            return orFault(Identifiers.parse(text), Identifiers.EXPECTED, pointer, faults);
        }
        return type == LocalDate.class
                ? orFault(DateTimes.date(text), dated(text, "must be a date such as 2026-11-22"), pointer, faults)
                : time(text, pointer, faults);
    }

    private static @Nullable Object time(String text, String pointer, Set<Fault> faults) {
        Optional<Instant> time = DateTimes.time(text);
        String expected = time.isPresent() ? YEARS : dated(text, "must be a date-time such as 2026-11-22T10:15:30Z");
        return orFault(time.filter(StoredPrecision::isStorable), expected, pointer, faults);
    }

    /** Returns the message for a text that is no date, or has a year that is out of range. */
    private static String dated(String text, String expected) {
        return text.matches("(?:0000|[+-][0-9]+)-.*") ? YEARS : expected;
    }

    private static Optional<?> constant(String text, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(it -> ((Enum<?>) it).name().equals(text))
                .findFirst();
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(it -> ((Enum<?>) it).name())
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String text(String text, String pointer, Set<Fault> faults) {
        String flaw = Text.violation(text);
        if (flaw != null) {
            faults.add(new Fault(pointer, flaw));
            return null;
        }
        return Text.normalized(text);
    }

    private static @Nullable Object orFault(Optional<?> value, String expected, String pointer, Set<Fault> faults) {
        if (value.isEmpty()) {
            faults.add(new Fault(pointer, expected));
        }
        return value.orElse(null);
    }
}
