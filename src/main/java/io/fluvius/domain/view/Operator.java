package io.fluvius.domain.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be asked of a field. Written in lower case: {@code name.has}. */
public enum Operator {
    /** Equal; exact, in case too. */
    EQ,
    /** Not equal; holds without a value too. */
    NE,
    /** One of a list. */
    IN,
    /** None of a list; holds without a value too. */
    NOTIN,
    /** A text contains this one, case ignored; a set contains this element. */
    HAS,
    /** A text begins with this one, case ignored. */
    STARTS,
    /** A text ends with this one, case ignored. */
    ENDS,
    /** Greater than. */
    GT,
    /** Greater than or equal. */
    GTE,
    /** Less than. */
    LT,
    /** Less than or equal. */
    LTE,
    /** Within two values, both included. */
    BETWEEN,
    /** A set contains all of a list. */
    ALL,
    /** A set contains at least one of a list. */
    ANY;

    /** The operator with that name, in lower case. */
    public static Optional<Operator> named(String text) {
        return Arrays.stream(values())
                .filter(operator -> operator.text().equals(text))
                .findFirst();
    }

    /** The name as callers write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the operator takes a list of values instead of one. */
    public boolean takesList() {
        return this == IN || this == NOTIN || this == BETWEEN || this == ALL || this == ANY;
    }
}
