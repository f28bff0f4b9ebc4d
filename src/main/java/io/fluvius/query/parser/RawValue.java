package io.fluvius.query.parser;

import io.fluvius.domain.record.SingleValue;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ObjectUtils;

/** A value of a query before its conversion to the type of a field. Values in JSON and Java are typed; in a URL they are text. */
sealed interface RawValue {

    /** Returns whether this is the null value for a field. In a URL, only a field that may be null has one. */
    boolean isNull(ViewField field);

    /**
     * Returns the value as {@code Long}, {@code BigDecimal} or {@code Boolean} for a field of the respective type, and as text
     * for all other types; null if the value has a different type.
     */
    @Nullable Object as(FieldType type);

    /**
     * Returns the elements of a list; null if the value is not a list. In a URL, commas separate the elements, or the
     * parameter is repeated.
     */
    @Nullable List<RawValue> list();

    /** A value from JSON or from a Java caller. */
    record Typed(@Nullable Object object) implements RawValue {

        @Override
        public boolean isNull(ViewField field) {
            return object == null;
        }

        @Override
        public @Nullable Object as(FieldType type) {
            Object value = plain(object);
            return switch (type) {
                case INTEGER -> integer(value);
                case NUMBER -> value instanceof Number number ? decimal(number) : null;
                case BOOLEAN -> value instanceof Boolean ? value : null;
                default -> value instanceof String ? value : null;
            };
        }

        @Override
        public @Nullable List<RawValue> list() {
            Object elements = ObjectUtils.isArray(object) ? Arrays.asList(ObjectUtils.toObjectArray(object)) : object;
            if (!(elements instanceof Iterable<?> each)) {
                return null;
            }
            List<RawValue> values = new ArrayList<>();
            each.forEach(it -> values.add(new Typed(it)));
            return values;
        }

        /** Returns null for NaN and infinite values. */
        private static @Nullable Object decimal(Number number) {
            try {
                return new BigDecimal(number.toString());
            } catch (NumberFormatException notFinite) {
                return null;
            }
        }

        private static @Nullable Object integer(@Nullable Object value) {
            return switch (value) {
                case Long number -> number;
                case Integer number -> number.longValue();
                case Short number -> number.longValue();
                case BigInteger number -> number.bitLength() < Long.SIZE ? (Long) number.longValue() : null;
                case null -> null;
                default -> null;
            };
        }

        /** Converts Java types to the types that a JSON parser returns. */
        private static @Nullable Object plain(@Nullable Object value) {
            return switch (value) {
                case null -> null;
                case Enum<?> constant -> constant.name();
                case Record record ->
                    SingleValue.isWrapper(record.getClass()) ? plain(SingleValue.unwrap(record)) : record;
                case java.util.UUID id -> id.toString();
                // without the name of the zone, which ISO 8601 does not have
                case ZonedDateTime time -> time.toOffsetDateTime().toString();
                case Temporal time -> time.toString();
                default -> value;
            };
        }
    }

    /**
     * A value from a URL.
     *
     * @param literal whether {@code null} and commas have no meaning in it
     */
    record Text(String text, boolean literal) implements RawValue {

        private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\),");

        @Override
        public boolean isNull(ViewField field) {
            return !literal && text.equals("null") && field.nullable();
        }

        @Override
        public @Nullable Object as(FieldType type) {
            return switch (type) {
                case INTEGER -> text.matches("[+-]?\\d{1,19}") ? Typed.integer(new BigInteger(text)) : null;
                // limited, because the decimal 1E999999999 has few characters but needs a gigabyte of memory
                case NUMBER -> text.matches("[+-]?\\d{1,100}(\\.\\d{1,100})?") ? new BigDecimal(text) : null;
                case BOOLEAN -> text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : null;
                default -> text;
            };
        }

        @Override
        public List<RawValue> list() {
            return split(text).stream().<RawValue>map(it -> new Text(it, false)).toList();
        }

        /** Returns the elements between commas, except those after a backslash; none if the text is empty. */
        static List<String> split(String text) {
            // the limit keeps empty elements at the end
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(SEPARATOR.split(text, -1))
                            .map(it -> it.replace("\\,", ","))
                            .toList();
        }
    }

    /** The values of a parameter that a URL has more than once: a list. */
    record Repeated(List<String> texts) implements RawValue {

        @Override
        public boolean isNull(ViewField field) {
            return false;
        }

        @Override
        public @Nullable Object as(FieldType type) {
            return null;
        }

        @Override
        public List<RawValue> list() {
            return texts.stream().<RawValue>map(it -> new Text(it, true)).toList();
        }
    }
}
