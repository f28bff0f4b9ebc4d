package io.fluvius.query;

import io.fluvius.domain.view.ViewField;
import java.util.Locale;

/**
 * A sort key. Rows without a value are last in ascending order and first in descending order.
 *
 * @param field a sortable field
 * @param order the direction
 */
public record SortKey(ViewField field, Order order) {

    /** The direction of a sort key; the query language spells it in lower case. */
    public enum Order {
        ASC,
        DESC
    }

    /** Returns the key with the opposite direction, which also reverses the order of rows without a value. */
    public SortKey reversed() {
        return new SortKey(field, order == Order.ASC ? Order.DESC : Order.ASC);
    }

    /** Returns the key as spelled in a URL: {@code name.asc}. */
    public String text() {
        return field.name() + "." + order.name().toLowerCase(Locale.ROOT);
    }
}
