package io.fluvius.domain.view;

import static io.fluvius.domain.view.Operator.*;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The type of a field of a view. It determines the operators that queries can apply to the field. */
public enum FieldType {
    /** Unicode text, compared and sorted by code point; {@link String}. */
    TEXT(String.class, EQ, NE, IN, NOTIN, HAS, STARTS, ENDS, GT, GTE, LT, LTE),
    /** A whole number of at most 64 bits; {@link Long}. */
    INTEGER(Long.class, EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** A decimal number; {@link BigDecimal}. */
    NUMBER(BigDecimal.class, EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** A point in time with microsecond precision; {@link Instant}. */
    DATE_TIME(Instant.class, EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** A date of the ISO calendar; {@link LocalDate}. */
    DATE(LocalDate.class, EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** True or false; {@link Boolean}. */
    BOOLEAN(Boolean.class, EQ, NE),
    /** An identifier; {@link java.util.UUID}. */
    UUID(java.util.UUID.class, EQ, NE, IN, NOTIN),
    /** One of the names of an enum; {@link String}. */
    ENUM(String.class, EQ, NE, IN, NOTIN),
    /** An unordered set of texts; {@link Set}. */
    TEXT_SET(String.class, HAS, ALL, ANY);

    private final Class<?> valueType;
    private final Set<Operator> operators;

    FieldType(Class<?> valueType, Operator first, Operator... others) {
        this.valueType = valueType;
        this.operators = EnumSet.of(first, others);
    }

    /** The Java type of the values with which queries compare the field; for a set, the type of an element. */
    public Class<?> valueType() {
        return valueType;
    }

    /** The operators that queries can apply to a field of this type. */
    public Set<Operator> operators() {
        return EnumSet.copyOf(operators);
    }

    /** Whether queries can sort by a field of this type. */
    public boolean isSortable() {
        return this != TEXT_SET;
    }

    /** The name of the type in kebab case, as callers receive it: {@code date-time}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
