package io.fluvius.domain.view;

import static io.fluvius.domain.view.Operator.*;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a field of a view holds, and so what can be asked of it. */
public enum FieldType {
    /** Unicode text; {@link String}. Compared and sorted by code point. */
    TEXT(String.class, EQ, NE, IN, NOTIN, HAS, STARTS, ENDS, GT, GTE, LT, LTE),
    /** A whole number of at most 64 bits; {@link Long}. */
    INTEGER(Long.class, EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** A decimal number; {@link BigDecimal}. */
    NUMBER(BigDecimal.class, EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** An instant, to the microsecond; {@link Instant}. */
    DATE_TIME(Instant.class, EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** A day of the ISO calendar; {@link LocalDate}. */
    DATE(LocalDate.class, EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** True or false; {@link Boolean}. */
    BOOLEAN(Boolean.class, EQ, NE),
    /** An identifier; {@link java.util.UUID}. */
    UUID(java.util.UUID.class, EQ, NE, IN, NOTIN),
    /** One of the names of an enum; {@link String}. */
    ENUM(String.class, EQ, NE, IN, NOTIN),
    /** A set of texts without order; {@link Set}. */
    TEXT_SET(String.class, HAS, ALL, ANY);

    private final Class<?> valueType;
    private final Set<Operator> operators;

    FieldType(Class<?> valueType, Operator first, Operator... others) {
        this.valueType = valueType;
        this.operators = EnumSet.of(first, others);
    }

    /** The Java type of a value that the field is compared with; of one element for a set. */
    public Class<?> valueType() {
        return valueType;
    }

    /** The operators that can be asked of such a field. */
    public Set<Operator> operators() {
        return EnumSet.copyOf(operators);
    }

    /** Whether rows can be sorted by such a field. */
    public boolean isSortable() {
        return this != TEXT_SET;
    }

    /** The name as callers see it: {@code date-time}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
