package io.fluvius.query.parser;

import io.fluvius.domain.record.SingleValue;
import io.fluvius.domain.view.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A value as a caller wrote it. Knows how it was written: in JSON and Java types are strict, in a URL everything is text.
 */
sealed interface RawValue {

    /** Whether the caller means the absence of a value. */
    boolean isNull();

    /** The value as a whole number, decimal number or truth value, or text for all other types; null if it is none. */
    @Nullable Object as(FieldType type);

    /** From JSON, or given by a Java caller. */
    record Typed(@Nullable Object given) implements RawValue {

        @Override
        public boolean isNull() {
            return given == null;
        }

        @Override
        public @Nullable Object as(FieldType type) {
            Object value = plain(given);
            return switch (type) {
                case INTEGER -> integer(value);
                case NUMBER -> value instanceof Number number ? decimal(number) : null;
                case BOOLEAN -> value instanceof Boolean ? value : null;
                default -> value instanceof String ? value : null;
            };
        }

        /** Java has numbers that are none: NaN and the infinities. */
        private static @Nullable Object decimal(Number number) {
            try {
                return new BigDecimal(number.toString());
            } catch (NumberFormatException none) {
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

        /** Java's own types as JSON would have them. */
        private static @Nullable Object plain(@Nullable Object value) {
            return switch (value) {
                case null -> null;
                case String text -> text;
                case Number number -> number;
                case Boolean truth -> truth;
                case Enum<?> constant -> constant.name();
                case Record record ->
                    SingleValue.isWrapper(record.getClass()) ? plain(SingleValue.unwrap(record)) : record;
                case java.util.UUID id -> id.toString();
                case java.time.temporal.Temporal time -> time.toString();
                default -> value;
            };
        }
    }

    /** From a URL. */
    record Text(String text) implements RawValue {

        @Override
        public boolean isNull() {
            return text.equals("null");
        }

        @Override
        public @Nullable Object as(FieldType type) {
            return switch (type) {
                case INTEGER -> text.matches("[+-]?\\d{1,19}") ? exactLong() : null;
                // bounded, because the decimal 1E999999999 takes four characters to write and a gigabyte to keep
                case NUMBER -> text.matches("[+-]?\\d{1,100}(\\.\\d{1,100})?") ? new BigDecimal(text) : null;
                case BOOLEAN -> text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : null;
                default -> text;
            };
        }

        private @Nullable Object exactLong() {
            BigInteger number = new BigInteger(text);
            return number.bitLength() < Long.SIZE ? number.longValue() : null;
        }
    }
}
