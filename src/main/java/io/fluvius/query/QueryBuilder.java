package io.fluvius.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query in the making, for callers in Java: {@code Query.of(UserView.class).filter(field("active").eq(true))}. It is
 * nothing but a comfortable way to write the map form, and is checked by {@link QueryManager} as that is; nothing is
 * refused before. Immutable: every method gives another one.
 *
 * @param view the record of the view that is asked
 * @param request the map form
 * @param <V> the view
 */
public record QueryBuilder<V extends Record>(Class<V> view, Map<String, @Nullable Object> request) {

    public QueryBuilder {
        request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
    }

    /** Rows for which all of these hold, and what was asked for before. */
    public QueryBuilder<V> filter(FilterCondition... conditions) {
        FilterCondition more = conditions.length == 1 ? conditions[0] : FilterCondition.allOf(conditions);
        return with("filter", request.get("filter") instanceof Map<?, ?> filter ? more.beside(filter) : more.filter());
    }

    /** Rows that have each of these words somewhere in a searched field. */
    public QueryBuilder<V> text(String words) {
        return with("text", words);
    }

    /** Sorted by these keys, after those that were given before. */
    public QueryBuilder<V> sort(QueryField.SortBy... keys) {
        List<Object> sort = new ArrayList<>(request.get("sort") instanceof List<?> before ? before : List.of());
        for (QueryField.SortBy key : keys) {
            sort.add(key.request());
        }
        return with("sort", List.copyOf(sort));
    }

    /** Pages of at most so many rows. */
    public QueryBuilder<V> limit(int rows) {
        return with("limit", rows);
    }

    /** The page of that number, from 1. */
    public QueryBuilder<V> page(int number) {
        return with("page", number);
    }

    /** The page where a cursor says: {@link QueryPage#next} or {@link QueryPage#previous}; null for the first one. */
    public QueryBuilder<V> cursor(@Nullable String cursor) {
        return with("cursor", cursor);
    }

    /** With the exact number of all rows that match. */
    public QueryBuilder<V> counted() {
        return with("count", true);
    }

    /** With these members of each row only, and its identifier. */
    public QueryBuilder<V> include(String... names) {
        return with("include", List.of(names));
    }

    /** Without these members. */
    public QueryBuilder<V> exclude(String... names) {
        return with("exclude", List.of(names));
    }

    private QueryBuilder<V> with(String member, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(request);
        more.put(member, value);
        return new QueryBuilder<>(view, more);
    }
}
