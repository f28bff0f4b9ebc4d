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
 * The values that a sort key can have, in its direction, when they are few. Many rows share each of them then, so a list is
 * read value by value: within one value an index gives the rows in their order, across values it would have to be sorted.
 *
 * @param values the values, null for none among them; empty when they are not few
 */
record SortKeyValues(List<@Nullable Object> values) {

    /** With more values than this fewer rows share one, and each costs a statement when there is nothing to find. */
    private static final int MANY = 16;

    private static final Comparator<String> BY_CODE_POINT =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    static SortKeyValues of(SortKey sort) {
        List<@Nullable Object> rising = new ArrayList<>(rising(sort.field()));
        if (!rising.isEmpty() && sort.field().nullable()) {
            rising.add(null);
        }
        return new SortKeyValues(sort.order() == SortKey.Order.ASC ? rising : rising.reversed());
    }

    boolean isFew() {
        return !values.isEmpty();
    }

    /** Whether this is one of the few; a cursor may hold a name that an enum no longer has. */
    boolean has(@Nullable Object value) {
        return values.contains(value);
    }

    /** The values after this one. */
    List<@Nullable Object> beyond(@Nullable Object value) {
        return values.subList(values.indexOf(value) + 1, values.size());
    }

    private static List<?> rising(ViewField field) {
        return switch (field.type()) {
            case BOOLEAN -> List.of(false, true);
            case ENUM ->
                field.names().size() > MANY
                        ? List.of()
                        : field.names().stream().sorted(BY_CODE_POINT).toList();
            default -> List.of();
        };
    }
}
