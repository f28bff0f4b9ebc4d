package io.fluvius.eventstore.append;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How many rows of a kind a statement of PostgreSQL takes. One is given by its values, many by an array a column. */
enum RowCount {
    NONE,
    ONE,
    MANY;

    static RowCount of(List<?> rows) {
        return switch (rows.size()) {
            case 0 -> NONE;
            case 1 -> ONE;
            default -> MANY;
        };
    }

    boolean isAny() {
        return this != NONE;
    }

    /** Selects the rows from parameters, one a column; that of no rows is undefined. */
    String select(String... types) {
        return this == MANY
                ? "select * from unnest(" + parameters("[]", types) + ")"
                : "select " + parameters("", types);
    }

    private static String parameters(String suffix, String... types) {
        return Arrays.stream(types).map(type -> "?::" + type + suffix).collect(Collectors.joining(", "));
    }
}
