package io.fluvius.query;

import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.ViewType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A validated query on the rows of a view. {@link QueryManager} creates queries.
 *
 * @param view the view to query
 * @param tenant the tenant whose rows are queried
 * @param filter the rows to select
 * @param sort the sort keys; {@link #order()} completes them to a total order
 * @param limit the maximum number of rows of a page, {@value #MIN_LIMIT} to {@value #MAX_LIMIT}
 * @param page the number of the page, from 1; null if the query does not page by number
 * @param keyset the rows from which the page is taken; null for all rows, or if the query pages by number
 * @param count whether to count the matching rows
 * @param members the names of the fields to return; always includes the identifier
 * @param <V> the record of the view
 */
public record Query<V extends Record>(
        ViewType<V> view,
        Tenant tenant,
        Filter filter,
        List<SortKey> sort,
        int limit,
        @Nullable Integer page,
        @Nullable Keyset keyset,
        boolean count,
        Set<String> members) {

    /** The minimum limit of a page, in rows. */
    public static final int MIN_LIMIT = 1;
    /** The maximum limit of a page, in rows. */
    public static final int MAX_LIMIT = 1000;
    /** The default limit of a page, in rows. */
    public static final int DEFAULT_LIMIT = 25;

    /** Returns a builder for a query of all rows of a view. */
    public static <V extends Record> QueryBuilder<V> of(Class<V> view) {
        return new QueryBuilder<>(view, Map.of());
    }

    public Query {
        sort = List.copyOf(sort);
        members = new LinkedHashSet<>(members);
    }

    /**
     * Returns the total order of the rows: the sort keys, or by default the creation time if the view has one, followed by
     * the identifier.
     */
    public List<SortKey> order() {
        List<SortKey> order = new ArrayList<>();
        for (SortKey key : sort.isEmpty() ? defaultSort() : sort) {
            order.add(key);
            if (key.field().name().equals("id")) {
                // identifiers are unique, so further keys have no effect
                return order;
            }
        }
        order.add(new SortKey(view.field("id").orElseThrow(), SortKey.Order.ASC));
        return order;
    }

    /** Returns the key of a row in the order of this query, for {@link Keyset#key}. */
    public List<@Nullable Object> keyOf(V row) {
        List<@Nullable Object> key = new ArrayList<>();
        order().forEach(sort -> key.add(view.value(row, sort.field())));
        return key;
    }

    /** Returns the query for the first page with the given limit, in rows. */
    public Query<V> withLimit(int other) {
        return new Query<>(view, tenant, filter, sort, other, null, null, count, members);
    }

    /** Returns the query for the rows of another tenant. */
    public Query<V> in(Tenant other) {
        return other.equals(tenant)
                ? this
                : new Query<>(view, other, filter, sort, limit, page, keyset, count, members);
    }

    /** Returns the query with another filter. */
    public Query<V> withFilter(Filter other) {
        return new Query<>(view, tenant, other, sort, limit, page, keyset, count, members);
    }

    /** Returns the query for the page that the keyset selects, or for the first page if it is null. */
    public Query<V> withKeyset(@Nullable Keyset other) {
        return new Query<>(view, tenant, filter, sort, limit, null, other, count, members);
    }

    private List<SortKey> defaultSort() {
        return view.creationTime()
                .map(field -> List.of(new SortKey(field, SortKey.Order.ASC)))
                .orElseGet(List::of);
    }
}
