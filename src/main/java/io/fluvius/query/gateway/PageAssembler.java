package io.fluvius.query.gateway;

import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateQuery;
import io.fluvius.query.cursor.Cursors;
import org.jspecify.annotations.Nullable;

/** Assembles pages from rows. */
final class PageAssembler {

    private final Cursors cursors;

    PageAssembler(Cursors cursors) {
        this.cursors = cursors;
    }

    <V extends Record> QueryPage<V> page(Query<V> query, StateQuery.Rows rows) {
        return new QueryPage<>(
                rows.data().stream().map(query.view().record()::cast).toList(),
                query.limit(),
                query.page(),
                query.page() == null ? null : pages(query, rows.total()),
                rows.total(),
                cursor(query, rows.next()),
                cursor(query, rows.previous()));
    }

    private static @Nullable Long pages(Query<?> query, @Nullable Long total) {
        return total == null ? null : (Long) ((total + query.limit() - 1) / query.limit());
    }

    private @Nullable String cursor(Query<?> query, @Nullable Keyset keyset) {
        return keyset == null ? null : cursors.encode(query, keyset);
    }
}
