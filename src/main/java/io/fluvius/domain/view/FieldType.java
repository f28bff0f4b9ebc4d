package io.fluvius.domain.view;

import static io.fluvius.domain.view.Operator.*;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The type of a field of a view. It determines the operators that queries can apply to the field. */
public enum FieldType {
    /** Unicode text, compared and sorted by code point; {@link String}. */
    TEXT(EQ, NE, IN, NOTIN, HAS, STARTS, ENDS, GT, GTE, LT, LTE),
    /** A whole number of at most 64 bits; {@link Long}. */
    INTEGER(EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** A decimal number; {@link java.math.BigDecimal}. */
    NUMBER(EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** A point in time with microsecond precision; {@link java.time.Instant}. */
    DATE_TIME(EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** A date of the ISO calendar; {@link java.time.LocalDate}. */
    DATE(EQ, NE, IN, NOTIN, GT, GTE, LT, LTE, BETWEEN),
    /** True or false; {@link Boolean}. */
    BOOLEAN(EQ, NE),
    /** An identifier; {@link java.util.UUID}. */
    UUID(EQ, NE, IN, NOTIN),
    /** One of the names of an enum; {@link String}. */
    ENUM(EQ, NE, IN, NOTIN),
    /** An unordered set of texts; {@link Set}, and {@link String} for an element. */
    TEXT_SET(HAS, ALL, ANY);

    private final Set<Operator> operators;

    FieldType(Operator first, Operator... others) {
        this.operators = EnumSet.of(first, others);
    }

    /** The operators that queries can apply to a field of this type. */
    public Set<Operator> operators() {
        return EnumSet.copyOf(operators);
    }

    /** The name of the type in kebab case, as callers receive it: {@code date-time}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
