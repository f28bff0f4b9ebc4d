package io.fluvius.projection.sql;

import io.fluvius.query.Keyset;
import io.fluvius.query.Keyset.Side;
import io.fluvius.query.Query;
import io.fluvius.query.SortKey;
import io.fluvius.query.StateQuery;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.SelectLimitPercentStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads one page of a query and determines whether pages precede and follow it. Not thread-safe. */
public final class PageReader<V extends Record> {

    private final SQLDialect dialect;
    private final ViewTable<V> table;
    private final Query<V> query;
    private final Condition filter;
    private final @Nullable Keyset keyset;
    private final List<IndexRange> ranges;

    public PageReader(SQLDialect dialect, ViewTable<V> table, Query<V> query) {
        this.dialect = dialect;
        this.table = table;
        this.query = query;
        this.filter = table.of(query.tenant(), new FilterSql(table, dialect).condition(query.filter()));
        this.keyset = query.keyset();
        OrderSql order = new OrderSql(table, dialect, readOrder());
        this.ranges = query.page() == null ? order.beyond(keyset) : List.of(order.all());
    }

    /** Returns whether {@link #rows} executes a single statement. */
    public boolean isSingleStatement() {
        return ranges.size() == 1 && !isCounted();
    }

    /** Reads the page. Its rows and its total are consistent if the transaction reads from one snapshot. */
    public StateQuery.Rows rows(DSLContext dsl) {
        // one row more than the page holds, to determine whether another page follows
        List<V> found = read(dsl, query.limit() + 1);
        boolean hasMore = found.size() > query.limit();
        List<V> nearest = hasMore ? found.subList(0, query.limit()) : found;
        List<V> page = isBackward() ? nearest.reversed() : nearest;
        boolean hasNext = isBackward() || hasMore;
        boolean hasPrevious = isBackward() ? hasMore : isAfterFirstPage();
        return new StateQuery.Rows(
                List.copyOf(page),
                isCounted() ? (Long) total(dsl) : null,
                hasNext ? next(page) : null,
                hasPrevious ? previous(page) : null);
    }

    /** Returns the number of rows that match the filter of the query. */
    public long total(DSLContext dsl) {
        return dsl.fetchCount(dsl.selectOne().from(table.table()).where(filter));
    }

    /** Reads rows in the direction of reading, the nearest first. */
    private List<V> read(DSLContext dsl, int limit) {
        List<V> found = new ArrayList<>();
        for (IndexRange range : ranges) {
            if (found.size() < limit) {
                found.addAll(read(dsl, range, limit - found.size()));
            }
        }
        return found;
    }

    /** Inlines the limit and omits an unused offset: PostgreSQL plans a statement with parameters for them every time. */
    private List<V> read(DSLContext dsl, IndexRange range, int limit) {
        SelectLimitPercentStep<?> statement = dsl.select(table.selected())
                .from(table.table())
                .where(filter.and(range.condition()))
                .orderBy(table.ordered(dialect, range.order()))
                .limit(DSL.inline(limit));
        return table.rows(query.page() == null ? statement : statement.offset((query.page() - 1L) * query.limit()));
    }

    private boolean isCounted() {
        return query.page() != null || query.count();
    }

    private List<SortKey> readOrder() {
        return isBackward() ? query.order().stream().map(SortKey::reversed).toList() : query.order();
    }

    private boolean isBackward() {
        return keyset != null && keyset.isBackward();
    }

    private boolean isAfterFirstPage() {
        return keyset != null || query.page() != null && query.page() > 1;
    }

    private @Nullable Keyset next(List<V> page) {
        return page.isEmpty() ? origin() : new Keyset(Side.AFTER, query.keyOf(page.getLast()));
    }

    private @Nullable Keyset previous(List<V> page) {
        return page.isEmpty() ? origin() : new Keyset(Side.BEFORE, query.keyOf(page.getFirst()));
    }

    /** An empty page leads back to the page that the caller came from, including the row at the keyset. */
    private @Nullable Keyset origin() {
        return keyset == null ? null : keyset.complement();
    }
}
