package io.fluvius.projection.sql;

import io.fluvius.domain.view.ViewField;
import io.fluvius.query.SortKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All values of a sort key, in its direction, if they are few. Many rows then share a value, so a list is read value by
 * value: for one value an index returns the rows in order, for several values the database would have to sort them.
 *
 * @param values the values, including null if the field is nullable; empty if the values are not few
 */
record SortKeyValues(List<@Nullable Object> values) {

    /** With more values fewer rows share one, and each value without rows still costs a statement. */
    private static final int MAX_VALUES = 16;

    private static final Comparator<String> BY_CODE_POINT =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    static SortKeyValues of(SortKey sort) {
        List<@Nullable Object> values = new ArrayList<>(ascending(sort.field()));
        if (!values.isEmpty() && sort.field().nullable()) {
            values.add(null);
        }
        return new SortKeyValues(sort.order() == SortKey.Order.ASC ? values : values.reversed());
    }

    boolean isFew() {
        return !values.isEmpty();
    }

    /** Returns whether this is one of the values. A cursor may contain a constant that its enum no longer has. */
    boolean contains(@Nullable Object value) {
        return values.contains(value);
    }

    /** Returns the values after this one. */
    List<@Nullable Object> beyond(@Nullable Object value) {
        return values.subList(values.indexOf(value) + 1, values.size());
    }

    private static List<?> ascending(ViewField field) {
        return switch (field.type()) {
            case BOOLEAN -> List.of(false, true);
            case ENUM ->
                field.names().size() > MAX_VALUES
                        ? List.of()
                        : field.names().stream().sorted(BY_CODE_POINT).toList();
            default -> List.of();
        };
    }
}
