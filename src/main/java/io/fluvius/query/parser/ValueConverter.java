package io.fluvius.query.parser;

import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.text.StoredPrecision;
import io.fluvius.domain.text.UnicodeText;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Converts values to the types of their fields, before SQL is generated. */
final class ValueConverter {

    private static final int MAX_DIGITS = 200;

    private ValueConverter() {}

    /** Returns the value, with the Java type of its {@link FieldType}, or null after adding a fault. */
    static @Nullable Object convert(RawValue value, ViewField field, String pointer, QueryFaults faults) {
        Object raw = value.as(field.type());
        String violation = violation(raw, field.type());
        Object converted = raw == null || violation != null ? null : converted(raw, field);
        if (converted == null) {
            faults.add(pointer, violation == null ? "must be " + expected(field) : violation);
        }
        return converted;
    }

    /** Returns the message of a fault in a value that has the type of the field; null if the value is valid. */
    private static @Nullable String violation(@Nullable Object raw, FieldType type) {
        if (raw instanceof BigDecimal number
                && (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS)) {
            return "must have at most " + MAX_DIGITS + " digits";
        }
        boolean isText = type == FieldType.TEXT || type == FieldType.TEXT_SET;
        return isText && raw instanceof String text ? UnicodeText.violation(text) : null;
    }

    private static @Nullable Object converted(Object raw, ViewField field) {
        return switch (field.type()) {
            case INTEGER, BOOLEAN, TEXT, TEXT_SET -> raw;
            // without an exponent, because SQL would cast 1E+3 to a type of one digit before comparing it
            case NUMBER -> ((BigDecimal) raw).scale() < 0 ? ((BigDecimal) raw).setScale(0) : raw;
            case ENUM -> field.names().contains(raw) ? raw : null;
            case UUID -> Identifiers.parse((String) raw).orElse(null);
            case DATE, DATE_TIME -> time((String) raw, field.type());
        };
    }

    /** Describes the values of a field, for messages. */
    private static String expected(ViewField field) {
        return switch (field.type()) {
            case TEXT, TEXT_SET -> "text";
            case INTEGER -> "a whole number of at most 64 bits";
            case NUMBER -> "a number";
            case DATE_TIME -> "a date-time such as 2026-11-22T10:15:30.123Z or a date, with a year from 1 to 9999";
            case DATE -> "a date such as 2026-11-22, with a year from 1 to 9999";
            case BOOLEAN -> "true or false";
            case UUID -> Identifiers.EXPECTED.substring("must be ".length());
            case ENUM -> "one of " + String.join(", ", field.names());
        };
    }

    private static @Nullable Object time(String text, FieldType type) {
        try {
            OffsetDateTime time = type == FieldType.DATE || text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (!StoredPrecision.isStorable(time.toLocalDate())) {
                return null;
            }
            return type == FieldType.DATE ? time.toLocalDate() : time.toInstant();
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
