package io.fluvius.query.parser;

import io.fluvius.domain.record.SingleValue;
import io.fluvius.domain.view.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ObjectUtils;

/** A value of a query before its conversion to the type of a field. Values in JSON and Java are typed; in a URL they are text. */
sealed interface RawValue {

    /** Returns whether this is the null value. */
    boolean isNull();

    /**
     * Returns the value as {@code Long}, {@code BigDecimal} or {@code Boolean} for a field of the respective type, and as text
     * for all other types; null if the value has a different type.
     */
    @Nullable Object as(FieldType type);

    /** Returns the elements of a list; null if the value is not a list. In a URL, commas separate the elements. */
    @Nullable List<RawValue> list();

    /** A value from JSON or from a Java caller. */
    record Typed(@Nullable Object object) implements RawValue {

        @Override
        public boolean isNull() {
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

    /** A value from a URL. */
    record Text(String text) implements RawValue {

        @Override
        public boolean isNull() {
            return text.equals("null");
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
            // the limit keeps empty values at the end, which are faults
            return Arrays.stream(text.split(",", -1)).<RawValue>map(Text::new).toList();
        }
    }
}
