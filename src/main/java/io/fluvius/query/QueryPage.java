package io.fluvius.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the rows that a query asks for.
 *
 * @param data the rows, in the query's order
 * @param limit the most rows that a page can have
 * @param page which page this is, from 1; null unless the query asked by number
 * @param pages how many pages there are; null unless the query asked by number
 * @param total how many rows match; null unless the query asked for it or by number
 * @param next the cursor of the page after this one; null when no row comes after it
 * @param previous the cursor of the page before this one; null when no row comes before it
 * @param <V> the view
 */
public record QueryPage<V>(
        List<V> data,
        int limit,
        @Nullable Integer page,
        @Nullable Long pages,
        @Nullable Long total,
        @Nullable String next,
        @Nullable String previous) {

    public QueryPage {
        data = List.copyOf(data);
    }
}
