package io.fluvius.kernel;

/**
 * One key of an order. Rows without a value come last in ascending and first in descending order.
 *
 * @param field a sortable field
 * @param order the direction
 */
public record Sort(ViewField field, Order order) {

    /** A direction; written in lower case. */
    public enum Order {
        ASC,
        DESC
    }
}
