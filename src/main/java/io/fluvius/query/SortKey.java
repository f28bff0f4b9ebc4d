package io.fluvius.query;

import io.fluvius.domain.view.ViewField;
import java.util.Locale;

/**
 * One key of an order. Rows without a value come last in ascending and first in descending order.
 *
 * @param field a sortable field
 * @param order the direction
 */
public record SortKey(ViewField field, Order order) {

    /** A direction; written in lower case. */
    public enum Order {
        ASC,
        DESC
    }

    /** The key that puts the same rows in the opposite order, those without a value included. */
    public SortKey reversed() {
        return new SortKey(field, order == Order.ASC ? Order.DESC : Order.ASC);
    }

    /** The key as a URL spells it: {@code name.asc}. */
    public String text() {
        return field.name() + "." + order.name().toLowerCase(Locale.ROOT);
    }
}
