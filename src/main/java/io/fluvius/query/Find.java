package io.fluvius.query;

import io.fluvius.domain.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Queries the matching rows for {@code multipleInstancesOf} the view: one page of them, which has {@link Query#MAX_LIMIT} rows
 * unless the query has another limit. The {@link StateManager} reads further pages.
 *
 * <p>As a subscription query, it sends updates from the same moment on as the initial result is requested. Its update type
 * is the view, for rows that begin to match or change, or {@link Change}, which also reports rows that no longer match. A row can be
 * in the initial result and in an update.
 *
 * @param view the record of the view
 * @param request the query in map form, see {@link QueryManager}
 * @param after the position that the state must include
 */
public record Find(Class<? extends Record> view, Map<String, @Nullable Object> request, Position after)
        implements ViewQuery {

    /** Queries the rows of a view that match a filter in map form, see {@link Filter#where}. */
    public static Find in(Class<? extends Record> view, Map<String, ?> filter) {
        return of(new QueryBuilder<>(view, Map.of("filter", filter)));
    }

    /** Queries a page of the rows that a builder describes. */
    public static Find of(QueryBuilder<?> query) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>(query.request());
        request.putIfAbsent("limit", Query.MAX_LIMIT);
        return new Find(query.view(), request, Position.START);
    }

    /** Returns this query on state that includes a position. */
    public Find after(Position position) {
        return new Find(view, request, position);
    }
}
