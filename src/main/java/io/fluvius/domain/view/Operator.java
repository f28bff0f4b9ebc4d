package io.fluvius.domain.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The operators of the query language. Queries write them in lower case: {@code name.has}. */
public enum Operator {
    /** Equal; case-sensitive. */
    EQ,
    /** Not equal; case-sensitive. A field without a value matches. */
    NE,
    /** Equal to one of a list. */
    IN,
    /** Equal to none of a list. A field without a value matches. */
    NOTIN,
    /** A text contains this text, ignoring case; a set contains this element. */
    HAS,
    /** A text starts with this text, ignoring case. */
    STARTS,
    /** A text ends with this text, ignoring case. */
    ENDS,
    /** Greater than. */
    GT,
    /** Greater than or equal. */
    GTE,
    /** Less than. */
    LT,
    /** Less than or equal. */
    LTE,
    /** Between two values, both included. */
    BETWEEN,
    /** A set contains all of a list. */
    ALL,
    /** A set contains at least one of a list. */
    ANY;

    /** Returns the operator with a name in lower case. */
    public static Optional<Operator> named(String text) {
        return Arrays.stream(values())
                .filter(operator -> operator.text().equals(text))
                .findFirst();
    }

    /** The name in lower case, as queries write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the operator takes a list of values instead of one. */
    public boolean takesList() {
        return this == IN || this == NOTIN || this == BETWEEN || this == ALL || this == ANY;
    }
}
