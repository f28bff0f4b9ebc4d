package io.fluvius.query;

import io.fluvius.domain.view.ViewType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checked question about the rows of one view. Made by {@link QueryManager}.
 *
 * @param view what is asked
 * @param filter which rows
 * @param sort in which order; the identifier is always the last key, so the order is total
 * @param limit the most rows of a page, {@value #MIN_LIMIT} to {@value #MAX_LIMIT}
 * @param page which page, from 1; null: without numbers
 * @param keyset where the page lies by key; null: at the start, or where {@code page} says
 * @param count whether the exact number of matching rows is wanted
 * @param members the names of the fields that the caller wants to see, always with the identifier
 * @param <V> the view
 */
public record Query<V extends Record>(
        ViewType<V> view,
        Filter filter,
        List<SortKey> sort,
        int limit,
        @Nullable Integer page,
        @Nullable Keyset keyset,
        boolean count,
        Set<String> members) {

    /** The fewest rows that a page can be asked to have. */
    public static final int MIN_LIMIT = 1;
    /** The most rows that a page can have. */
    public static final int MAX_LIMIT = 1000;
    /** How many rows a page has unless the query says otherwise. */
    public static final int DEFAULT_LIMIT = 25;

    /** A query in the making: of all rows, until more is said. */
    public static <V extends Record> QueryBuilder<V> of(Class<V> view) {
        return new QueryBuilder<>(view, Map.of());
    }

    public Query {
        sort = List.copyOf(sort);
        members = new LinkedHashSet<>(members);
    }

    /**
     * The whole order of the rows: the sort keys, by default the time of creation if the view has one, and the
     * identifier as the last key. No two rows are equal in it.
     */
    public List<SortKey> order() {
        List<SortKey> order = new ArrayList<>();
        for (SortKey key : sort.isEmpty() ? standard() : sort) {
            order.add(key);
            if (key.field().name().equals("id")) {
                // no two rows are left to be told apart by what follows
                return order;
            }
        }
        order.add(new SortKey(view.field("id").orElseThrow(), SortKey.Order.ASC));
        return order;
    }

    /** Where a row lies in the order: what {@link Keyset#key} holds. */
    public List<@Nullable Object> keyOf(V row) {
        List<@Nullable Object> key = new ArrayList<>();
        order().forEach(sort -> key.add(view.value(row, sort.field())));
        return key;
    }

    /** The same query with pages of that size, from the first one. */
    public Query<V> withLimit(int rows) {
        return new Query<>(view, filter, sort, rows, null, null, count, members);
    }

    /** The page of the same query that lies at that place; for null the first one. */
    public Query<V> withKeyset(@Nullable Keyset other) {
        return new Query<>(view, filter, sort, limit, null, other, count, members);
    }

    private List<SortKey> standard() {
        return view.field("createdAt")
                .map(field -> List.of(new SortKey(field, SortKey.Order.ASC)))
                .orElseGet(List::of);
    }
}
