package io.fluvius.kernel.query;

import io.fluvius.kernel.Page;
import io.fluvius.kernel.Query;
import io.fluvius.kernel.Seek;
import io.fluvius.kernel.StateQuery;
import org.jspecify.annotations.Nullable;

/** Makes of rows the page that callers see. */
final class Pages {

    private final Cursors cursors;

    Pages(Cursors cursors) {
        this.cursors = cursors;
    }

    <V extends Record> Page<V> page(Query<V> query, StateQuery.Rows rows) {
        return new Page<>(
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

    private @Nullable String cursor(Query<?> query, @Nullable Seek place) {
        return place == null ? null : cursors.seal(query, place);
    }
}
