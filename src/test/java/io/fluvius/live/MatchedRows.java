package io.fluvius.live;

import io.fluvius.query.FilterMatcher;
import io.fluvius.query.Query;
import java.util.Collection;
import java.util.List;

/** The rows that a subscriber to a query receives. */
public final class MatchedRows {

    private MatchedRows() {}

    /** Returns the rows that the filter of a query matches in memory, in the given order. */
    public static <V extends Record> List<V> of(Query<V> query, Collection<V> rows) {
        return rows.stream()
                .filter(row -> FilterMatcher.matches(query.view(), query.filter(), row))
                .toList();
    }
}
