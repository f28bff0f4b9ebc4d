package io.fluvius.query.parser;

import io.fluvius.domain.text.StoredPrecision;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.Operator;
import io.fluvius.query.Filter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Reduces the precision of times to that of the rows, a microsecond, so that a filter matches the same rows as before: a
 * bound moves to the next time that a row can have, and a time that no row can have is left out of a list.
 */
final class TimePrecision {

    private TimePrecision() {}

    static Filter.Compare reduce(Filter.Compare filter) {
        if (filter.field().type() != FieldType.DATE_TIME
                || filter.values().stream().allMatch(TimePrecision::isStorable)) {
            return filter;
        }
        List<Object> values = filter.values();
        return switch (filter.operator()) {
            case GT, LTE -> with(filter, filter.operator(), List.of(floor(filter.value())));
            case GTE, LT -> with(filter, filter.operator(), List.of(ceiling(filter.value())));
            case BETWEEN ->
                with(filter, Operator.BETWEEN, List.of(ceiling(values.getFirst()), floor(values.getLast())));
            case EQ, IN -> with(filter, Operator.IN, storable(values));
            case NE, NOTIN -> with(filter, Operator.NOTIN, storable(values));
            default -> throw new IllegalArgumentException("No operator of times: " + filter.operator());
        };
    }

    private static Filter.Compare with(Filter.Compare filter, Operator operator, List<Object> values) {
        return new Filter.Compare(filter.field(), operator, values);
    }

    private static List<Object> storable(List<Object> values) {
        return values.stream().filter(TimePrecision::isStorable).toList();
    }

    private static boolean isStorable(Object time) {
        return floor(time).equals(time);
    }

    private static Instant floor(Object time) {
        return StoredPrecision.stored((Instant) time);
    }

    private static Instant ceiling(Object time) {
        return isStorable(time) ? (Instant) time : floor(time).plus(1, ChronoUnit.MICROS);
    }
}
