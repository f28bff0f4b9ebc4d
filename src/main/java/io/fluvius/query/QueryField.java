package io.fluvius.query;

import io.fluvius.domain.view.Operator;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of a view, by name: the start of filter conditions and sort keys. Values have the Java type of the field, or the
 * type that a JSON parser returns. The field and its operators are validated when the query is built.
 *
 * @param name the field's name in JSON
 */
public record QueryField(String name) {

    /**
     * A sort key of a {@link QueryBuilder}.
     *
     * @param field the field's name
     * @param order the direction
     */
    public record SortBy(String field, SortKey.Order order) {

        Map<String, Object> request() {
            return Map.of("field", field, "order", order.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Returns the field with the given name. */
    public static QueryField field(String name) {
        return new QueryField(name);
    }

    /** {@link Operator#EQ}; null matches rows without a value. */
    public FilterCondition eq(@Nullable Object value) {
        return statement(Operator.EQ, value);
    }

    /** {@link Operator#NE}; null matches rows with a value. */
    public FilterCondition ne(@Nullable Object value) {
        return statement(Operator.NE, value);
    }

    /** {@link Operator#IN}. */
    public FilterCondition in(Object... values) {
        return statement(Operator.IN, Arrays.asList(values));
    }

    /** {@link Operator#IN}. */
    public FilterCondition in(Collection<?> values) {
        return statement(Operator.IN, values);
    }

    /** {@link Operator#NOTIN}. */
    public FilterCondition notIn(Object... values) {
        return statement(Operator.NOTIN, Arrays.asList(values));
    }

    /** {@link Operator#NOTIN}. */
    public FilterCondition notIn(Collection<?> values) {
        return statement(Operator.NOTIN, values);
    }

    /** {@link Operator#HAS}. */
    public FilterCondition has(String part) {
        return statement(Operator.HAS, part);
    }

    /** {@link Operator#STARTS}. */
    public FilterCondition starts(String beginning) {
        return statement(Operator.STARTS, beginning);
    }

    /** {@link Operator#ENDS}. */
    public FilterCondition ends(String end) {
        return statement(Operator.ENDS, end);
    }

    /** {@link Operator#GT}. */
    public FilterCondition gt(Object value) {
        return statement(Operator.GT, value);
    }

    /** {@link Operator#GTE}. */
    public FilterCondition gte(Object value) {
        return statement(Operator.GTE, value);
    }

    /** {@link Operator#LT}. */
    public FilterCondition lt(Object value) {
        return statement(Operator.LT, value);
    }

    /** {@link Operator#LTE}. */
    public FilterCondition lte(Object value) {
        return statement(Operator.LTE, value);
    }

    /** {@link Operator#BETWEEN}. */
    public FilterCondition between(Object first, Object last) {
        return statement(Operator.BETWEEN, List.of(first, last));
    }

    /** {@link Operator#ALL}. */
    public FilterCondition all(String... elements) {
        return statement(Operator.ALL, Arrays.asList(elements));
    }

    /** {@link Operator#ANY}. */
    public FilterCondition any(String... elements) {
        return statement(Operator.ANY, Arrays.asList(elements));
    }

    /** Sorts in ascending order, rows without a value last. */
    public SortBy asc() {
        return new SortBy(name, SortKey.Order.ASC);
    }

    /** Sorts in descending order, rows without a value first. */
    public SortBy desc() {
        return new SortBy(name, SortKey.Order.DESC);
    }

    private FilterCondition statement(Operator operator, @Nullable Object value) {
        return new FilterCondition(Collections.singletonMap(name + "." + operator.text(), value));
    }
}
