package io.fluvius.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A filter condition for {@link QueryBuilder}, in the map form of the query language. {@link QueryField} creates conditions;
 * {@link QueryManager} validates them. Immutable.
 *
 * @param filter the filter object
 */
public record FilterCondition(Map<String, @Nullable Object> filter) {

    public FilterCondition {
        filter = Collections.unmodifiableMap(new LinkedHashMap<>(filter));
    }

    /** Matches rows that satisfy all conditions. At least one condition is required. */
    public static FilterCondition allOf(FilterCondition... parts) {
        return composite(".and", filters(parts));
    }

    /** Matches rows that satisfy at least one of the conditions. At least one condition is required. */
    public static FilterCondition anyOf(FilterCondition... parts) {
        return composite(".or", filters(parts));
    }

    /** Matches rows that satisfy both conditions. */
    public FilterCondition and(FilterCondition other) {
        return joined(".and", other);
    }

    /** Matches rows that satisfy at least one of the two conditions. */
    public FilterCondition or(FilterCondition other) {
        return joined(".or", other);
    }

    /** Matches exactly the rows that do not satisfy this condition, including rows without a value. */
    public FilterCondition not() {
        return composite("!and", List.of(filter));
    }

    /** Returns the conjunction of another filter and this one. */
    Map<String, @Nullable Object> addedTo(Map<?, ?> other) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        other.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return new FilterCondition(copy).and(this).filter();
    }

    /** Adds to an existing composite instead of nesting it, because the depth of filters is limited. */
    private FilterCondition joined(String key, FilterCondition other) {
        List<Object> parts = new ArrayList<>();
        if (filter.size() == 1 && filter.get(key) instanceof List<?> existing) {
            parts.addAll(existing);
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
