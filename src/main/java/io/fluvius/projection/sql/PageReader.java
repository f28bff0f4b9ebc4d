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

/** Reads one page of a query, and finds out what lies around it. Used by one thread. */
public final class PageReader<V extends Record> {

    private final ViewTable<V> table;
    private final Query<V> query;
    private final Condition filter;
    private final @Nullable Keyset place;
    private final List<IndexRange> ranges;

    public PageReader(SQLDialect dialect, ViewTable<V> table, Query<V> query) {
        this.table = table;
        this.query = query;
        this.filter = new FilterSql(table, dialect).condition(query.filter());
        this.place = query.keyset();
        OrderSql order = new OrderSql(table, dialect, directed());
        this.ranges = query.page() == null ? order.beyond(place) : List.of(order.whole());
    }

    /** Whether {@link #rows} needs no more than one statement. */
    public boolean isOneStatement() {
        return ranges.size() == 1 && !isCounted();
    }

    /** The page. Its total is of the same moment. */
    public StateQuery.Rows rows(DSLContext dsl) {
        // one more than wanted, to see whether there is more
        List<V> found = found(dsl, query.limit() + 1);
        boolean more = found.size() > query.limit();
        List<V> nearest = more ? found.subList(0, query.limit()) : found;
        List<V> page = backward() ? nearest.reversed() : nearest;
        boolean laterOnes = backward() || more;
        boolean earlierOnes = backward() ? more : startsLater();
        return new StateQuery.Rows(
                List.copyOf(page),
                isCounted() ? (Long) total(dsl) : null,
                laterOnes ? after(page) : null,
                earlierOnes ? before(page) : null);
    }

    /** How many rows match. */
    public long total(DSLContext dsl) {
        return dsl.fetchCount(dsl.selectOne().from(table.table()).where(filter));
    }

    /** The rows in the direction of reading: the nearest first. */
    private List<V> found(DSLContext dsl, int most) {
        List<V> found = new ArrayList<>();
        for (IndexRange range : ranges) {
            if (found.size() < most) {
                found.addAll(read(dsl, range, most - found.size()));
            }
        }
        return found;
    }

    /** Limit and offset are no parameters where they need not be: for any value of them PostgreSQL plans anew each time. */
    private List<V> read(DSLContext dsl, IndexRange range, int most) {
        SelectLimitPercentStep<?> statement = dsl.select(table.selected())
                .from(table.table())
                .where(filter.and(range.rows()))
                .orderBy(range.keys())
                .limit(DSL.inline(most));
        return table.rows(query.page() == null ? statement : statement.offset((query.page() - 1L) * query.limit()));
    }

    private boolean isCounted() {
        return query.page() != null || query.count();
    }

    private List<SortKey> directed() {
        return backward() ? query.order().stream().map(SortKey::reversed).toList() : query.order();
    }

    private boolean backward() {
        return place != null && place.isBackward();
    }

    private boolean startsLater() {
        return place != null || query.page() != null && query.page() > 1;
    }

    /** Where the rows after these begin. */
    private @Nullable Keyset after(List<V> page) {
        return page.isEmpty() ? wayBack() : new Keyset(Side.AFTER, query.keyOf(page.getLast()));
    }

    private @Nullable Keyset before(List<V> page) {
        return page.isEmpty() ? wayBack() : new Keyset(Side.BEFORE, query.keyOf(page.getFirst()));
    }

    /** From an empty page it goes back to where the caller came from, with the row at which the page begins. */
    private @Nullable Keyset wayBack() {
        return place == null ? null : place.complement();
    }
}
