package io.fluvius.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checked question about the rows of one view. Made by {@link QueryManager}.
 *
 * @param view what is asked
 * @param filter which rows
 * @param sort in which order; the identifier is always the last key, so the order is total
 * @param limit the most rows of a page, {@value #MIN_LIMIT} to {@value #MAX_LIMIT}
 * @param page which page, from 1; null: the first one, without numbers
 * @param count whether the exact number of matching rows is wanted
 * @param members the names of the fields that the caller wants to see, always with the identifier
 * @param <V> the view
 */
public record Query<V extends Record>(
        ViewType<V> view,
        Filter filter,
        List<Sort> sort,
        int limit,
        @Nullable Integer page,
        boolean count,
        Set<String> members) {

    /** The fewest rows that a page can be asked to have. */
    public static final int MIN_LIMIT = 1;
    /** The most rows that a page can have. */
    public static final int MAX_LIMIT = 1000;
    /** How many rows a page has unless the query says otherwise. */
    public static final int DEFAULT_LIMIT = 25;

    public Query {
        sort = List.copyOf(sort);
        members = new LinkedHashSet<>(members);
    }

    /**
     * The whole order of the rows: the sort keys, by default the time of creation if the view has one, and the
     * identifier as the last key.
     */
    public List<Sort> order() {
        List<Sort> order = new ArrayList<>(sort);
        if (sort.isEmpty()) {
            view.field("createdAt").ifPresent(field -> order.add(new Sort(field, Sort.Order.ASC)));
        }
        if (order.stream().noneMatch(key -> key.field().name().equals("id"))) {
            order.add(new Sort(view.field("id").orElseThrow(), Sort.Order.ASC));
        }
        return order;
    }

    /** The same query with pages of that size, from the first one. */
    public Query<V> limitedTo(int rows) {
        return new Query<>(view, filter, sort, rows, null, count, members);
    }
}
