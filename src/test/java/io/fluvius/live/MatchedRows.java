package io.fluvius.live;

import io.fluvius.query.Query;
import java.util.Collection;
import java.util.List;

/** Which rows a subscriber to a query would see. */
public final class MatchedRows {

    private MatchedRows() {}

    /** Those that the query's filter matches in memory, in the order given. */
    public static <V extends Record> List<V> of(Query<V> query, Collection<V> rows) {
        FilterMatcher<V> matcher = new FilterMatcher<>(query.view());
        return rows.stream().filter(row -> matcher.matches(query.filter(), row)).toList();
    }
}
