package io.fluvius.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of results.
 *
 * @param data the rows, in the order of the query
 * @param limit the maximum number of rows of a page
 * @param page the number of the page, from 1; null unless the query pages by number
 * @param pages the number of pages; null unless the query pages by number
 * @param total the number of matching rows; null unless the query requests it or pages by number
 * @param next the cursor of the next page; null if no row follows
 * @param previous the cursor of the previous page; null if no row precedes
 * @param <V> the type of the rows
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
