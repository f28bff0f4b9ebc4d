package io.fluvius.eventstore.append;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The number of rows that a statement of PostgreSQL takes of one kind. One row is bound as a value per column, many rows as
 * an array per column.
 */
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

    boolean hasRows() {
        return this != NONE;
    }

    /** Selects the rows from one parameter per column. Undefined for {@link #NONE}. */
    String select(String... types) {
        return this == MANY
                ? "select * from unnest(" + parameters("[]", types) + ")"
                : "select " + parameters("", types);
    }

    private static String parameters(String suffix, String... types) {
        return Arrays.stream(types).map(type -> "?::" + type + suffix).collect(Collectors.joining(", "));
    }
}
