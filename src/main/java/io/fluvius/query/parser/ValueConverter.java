package io.fluvius.query.parser;

import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.text.UnicodeText;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Converts values to the types of their fields, before SQL is generated. */
final class ValueConverter {

    /** The first and last year that every supported database can store. */
    private static final int FIRST_YEAR = 1;

    private static final int LAST_YEAR = 9999;
    /** The databases store times with microsecond precision. */
    private static final int NANOS_PER_MICRO = 1000;

    private static final int MAX_DIGITS = 200;

    private ValueConverter() {}

    /** Returns the value in the type of {@link FieldType#valueType}, or null after adding a fault. */
    static @Nullable Object convert(RawValue value, ViewField field, String pointer, QueryFaults faults) {
        Object raw = value.as(field.type());
        if (raw == null) {
            faults.add(pointer, "must be " + expected(field));
            return null;
        }
        return switch (field.type()) {
            case INTEGER, BOOLEAN -> raw;
            case NUMBER -> number((BigDecimal) raw, pointer, faults);
            case TEXT, TEXT_SET -> text((String) raw, pointer, faults);
            case ENUM -> field.names().contains(raw) ? raw : fault(field, pointer, faults);
            case UUID -> {
                Object id = Identifiers.parse((String) raw).orElse(null);
                yield id == null ? fault(field, pointer, faults) : id;
            }
            case DATE, DATE_TIME -> time((String) raw, field, pointer, faults);
        };
    }

    /** Describes the values of a field, for messages. */
    static String expected(ViewField field) {
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

    private static @Nullable Object text(String text, String pointer, QueryFaults faults) {
        String fault = UnicodeText.violation(text);
        if (fault != null) {
            faults.add(pointer, fault);
            return null;
        }
        return text;
    }

    private static @Nullable Object number(BigDecimal number, String pointer, QueryFaults faults) {
        if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
            faults.add(pointer, "must have at most " + MAX_DIGITS + " digits");
            return null;
        }
        // without an exponent, because SQL would cast 1E+3 to a type of one digit before comparing it
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static @Nullable Object time(String text, ViewField field, String pointer, QueryFaults faults) {
        try {
            Object time = field.type() == FieldType.DATE ? LocalDate.parse(text) : instant(text);
            return isInRange(time) ? time : fault(field, pointer, faults);
        } catch (DateTimeException malformed) {
            return fault(field, pointer, faults);
        }
    }

    private static Instant instant(String text) {
        return text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }

    private static boolean isInRange(Object time) {
        if (time instanceof Instant instant && instant.getNano() % NANOS_PER_MICRO != 0) {
            return false;
        }
        int year = time instanceof Instant instant
                ? instant.atOffset(ZoneOffset.UTC).getYear()
                : ((LocalDate) time).getYear();
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private static @Nullable Object fault(ViewField field, String pointer, QueryFaults faults) {
        faults.add(pointer, "must be " + expected(field));
        return null;
    }
}
