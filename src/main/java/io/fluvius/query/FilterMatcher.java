package io.fluvius.query;

import io.fluvius.domain.Text;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Evaluates filters on rows in memory, with the same results as the database. */
public final class FilterMatcher {

    private FilterMatcher() {}

    /** Whether a row matches a filter. */
    public static <V extends Record> boolean matches(ViewType<V> view, Filter filter, V row) {
        return switch (filter) {
            case Filter.And and -> and.parts().stream().allMatch(part -> matches(view, part, row));
            case Filter.Or or -> or.parts().stream().anyMatch(part -> matches(view, part, row));
            case Filter.Not not -> !matches(view, not.part(), row);
            case Filter.Absent absent -> view.value(row, absent.field()) == null;
            case Filter.Compare compare -> compare(compare, view.value(row, compare.field()));
        };
    }

    private static boolean compare(Filter.Compare it, @Nullable Object actual) {
        if (actual == null) {
            return it.operator() == Operator.NE || it.operator() == Operator.NOTIN;
        }
        return switch (it.operator()) {
            case EQ -> equal(actual, it.value());
            case NE -> !equal(actual, it.value());
            case IN -> isOneOf(actual, it);
            case NOTIN -> !isOneOf(actual, it);
            case HAS ->
                actual instanceof Set<?> set
                        ? set.contains(it.value())
                        : folded(actual).contains(folded(it.value()));
            case STARTS -> folded(actual).startsWith(folded(it.value()));
            case ENDS -> folded(actual).endsWith(folded(it.value()));
            case GT -> compared(actual, it.value(), order -> order > 0);
            case GTE -> compared(actual, it.value(), order -> order >= 0);
            case LT -> compared(actual, it.value(), order -> order < 0);
            case LTE -> compared(actual, it.value(), order -> order <= 0);
            case BETWEEN ->
                compared(actual, it.values().getFirst(), order -> order >= 0)
                        && compared(actual, it.values().getLast(), order -> order <= 0);
            case ALL -> ((Set<?>) actual).containsAll(it.values());
            case ANY -> it.values().stream().anyMatch(((Set<?>) actual)::contains);
        };
    }

    private static boolean isOneOf(Object actual, Filter.Compare it) {
        return it.values().stream().anyMatch(value -> equal(actual, value));
    }

    /** Numbers are equal whatever their scale: 1.0 equals 1. */
    private static boolean equal(Object actual, Object value) {
        return actual instanceof BigDecimal number ? number.compareTo((BigDecimal) value) == 0 : actual.equals(value);
    }

    @SuppressWarnings("unchecked")
    private static boolean compared(Object actual, Object value, IntPredicate expected) {
        return expected.test(
                actual instanceof String text
                        ? Arrays.compare(codePoints(text), codePoints((String) value))
                        : ((Comparable<Object>) actual).compareTo(value));
    }

    private static int[] codePoints(String text) {
        return text.codePoints().toArray();
    }

    private static String folded(Object text) {
        return Text.folded((String) text);
    }
}
