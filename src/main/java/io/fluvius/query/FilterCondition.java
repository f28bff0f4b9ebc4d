package io.fluvius.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a {@link QueryBuilder}, in the map form of the query language. Made by {@link QueryField}; may be anything
 * until a {@link QueryManager} checks it. Immutable.
 *
 * @param filter the filter object
 */
public record FilterCondition(Map<String, @Nullable Object> filter) {

    public FilterCondition {
        filter = Collections.unmodifiableMap(new LinkedHashMap<>(filter));
    }

    /** Holds when each of these does; there must be one. */
    public static FilterCondition allOf(FilterCondition... parts) {
        return composite(".and", filters(parts));
    }

    /** Holds when at least one of these does; there must be one. */
    public static FilterCondition anyOf(FilterCondition... parts) {
        return composite(".or", filters(parts));
    }

    /** Holds when this and another one do. */
    public FilterCondition and(FilterCondition other) {
        return joined(".and", other);
    }

    /** Holds when this or another one does. */
    public FilterCondition or(FilterCondition other) {
        return joined(".or", other);
    }

    /** Holds for exactly the rows for which this one does not, those without a value included. */
    public FilterCondition not() {
        return composite("!and", List.of(filter));
    }

    /** Both filters as one. */
    Map<String, @Nullable Object> beside(Map<?, ?> before) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        before.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return new FilterCondition(copy).and(this).filter();
    }

    /** A long chain stays flat, because filters nest only so deep. */
    private FilterCondition joined(String key, FilterCondition other) {
        List<Object> parts = new ArrayList<>();
        if (filter.size() == 1 && filter.get(key) instanceof List<?> already) {
            parts.addAll(already);
        } else {
            parts.add(filter);
        }
        parts.add(other.filter);
        return composite(key, parts);
    }

    private static List<Map<String, @Nullable Object>> filters(FilterCondition... parts) {
        return Arrays.stream(parts).map(FilterCondition::filter).toList();
    }

    private static FilterCondition composite(String key, List<?> parts) {
        return new FilterCondition(Map.of(key, List.copyOf(parts)));
    }
}
