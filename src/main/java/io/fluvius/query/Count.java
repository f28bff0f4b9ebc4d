package io.fluvius.query;

import io.fluvius.domain.Position;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Queries the number of matching rows, for {@code instanceOf(Long.class)}.
 *
 * @param view the record of the view
 * @param request the query in map form, see {@link QueryManager}
 * @param after the position that the state must include
 */
public record Count(Class<? extends Record> view, Map<String, @Nullable Object> request, Position after)
        implements ViewQuery {

    /** Queries the number of rows of a view that match a filter in map form, see {@link Filter#where}. */
    public static Count in(Class<? extends Record> view, Map<String, ?> filter) {
        return of(new QueryBuilder<>(view, Map.of("filter", filter)));
    }

    /** Queries the number of rows that a builder describes. */
    public static Count of(QueryBuilder<?> query) {
        return new Count(query.view(), query.request(), Position.START);
    }

    /** Returns this query on state that includes a position. */
    public Count after(Position position) {
        return new Count(view, request, position);
    }
}
