package io.fluvius.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a query in Java: {@code Query.of(UserView.class).filter(field("active").eq(true))}. The builder produces the map
 * form of the query language and does not validate it; {@link QueryManager} does. Immutable: every method returns a new
 * builder.
 *
 * @param view the record of the view to query
 * @param request the query in map form
 * @param <V> the record of the view
 */
public record QueryBuilder<V extends Record>(Class<V> view, Map<String, @Nullable Object> request) {

    public QueryBuilder {
        request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
    }

    /** Adds conditions that all rows must satisfy. */
    public QueryBuilder<V> filter(FilterCondition... conditions) {
        FilterCondition added = conditions.length == 1 ? conditions[0] : FilterCondition.allOf(conditions);
        return with(
                "filter", request.get("filter") instanceof Map<?, ?> filter ? added.addedTo(filter) : added.filter());
    }

    /** Selects rows that contain every word in at least one searched field. */
    public QueryBuilder<V> text(String words) {
        return with("text", words);
    }

    /** Adds sort keys after the existing ones. */
    public QueryBuilder<V> sort(QueryField.SortBy... keys) {
        List<Object> sort = new ArrayList<>(request.get("sort") instanceof List<?> existing ? existing : List.of());
        for (QueryField.SortBy key : keys) {
            sort.add(key.request());
        }
        return with("sort", List.copyOf(sort));
    }

    /** Sets the maximum number of rows of a page. */
    public QueryBuilder<V> limit(int rows) {
        return with("limit", rows);
    }

    /** Selects a page by its number, from 1. */
    public QueryBuilder<V> page(int number) {
        return with("page", number);
    }

    /** Selects a page by {@link QueryPage#next} or {@link QueryPage#previous} of another page; null for the first page. */
    public QueryBuilder<V> cursor(@Nullable String cursor) {
        return with("cursor", cursor);
    }

    /** Requests the exact number of matching rows. */
    public QueryBuilder<V> counted() {
        return with("count", true);
    }

    /** Restricts the returned members to the given ones and the identifier. */
    public QueryBuilder<V> include(String... names) {
        return with("include", List.of(names));
    }

    /** Leaves out the given members. */
    public QueryBuilder<V> exclude(String... names) {
        return with("exclude", List.of(names));
    }

    private QueryBuilder<V> with(String member, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(request);
        copy.put(member, value);
        return new QueryBuilder<>(view, copy);
    }
}
