package io.fluvius.projection.sql;

import io.fluvius.domain.view.FieldType;
import io.fluvius.query.Keyset;
import io.fluvius.query.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.RowN;
import org.jooq.SQLDialect;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The order of rows as SQL, and the rows that lie beyond a place in it as ranges. Each range is one stretch of an index
 * whose columns are those of the order; a condition that joined them with {@code or} would be none, and all of its rows be
 * read and sorted however few are wanted.
 */
final class OrderSql {

    private final ViewTable<?> table;
    private final SQLDialect dialect;
    private final TextOrder textOrder;
    private final List<SortKey> order;

    OrderSql(ViewTable<?> table, SQLDialect dialect, List<SortKey> order) {
        this.table = table;
        this.dialect = dialect;
        this.textOrder = TextOrder.of(dialect);
        this.order = order;
    }

    /** All rows at once. */
    IndexRange whole() {
        return new IndexRange(DSL.noCondition(), keysFrom(0));
    }

    /** The rows that lie beyond a place in this order, in disjoint ranges, each wholly before the next; for null all. */
    List<IndexRange> beyond(@Nullable Keyset place) {
        if (comparesRows()) {
            return List.of(place == null ? whole() : new IndexRange(asRow(place), keysFrom(0)));
        }
        return place == null ? everyValue(order.getFirst()) : ranges(place);
    }

    private List<IndexRange> everyValue(SortKey first) {
        SortKeyValues domain = SortKeyValues.of(first);
        if (domain.isFew()) {
            return equalToEach(0, domain.values(), DSL.noCondition());
        }
        if (!first.field().nullable()) {
            return List.of(whole());
        }
        IndexRange absent = new IndexRange(key(first).isNull(), keysBehindAbsence(0));
        IndexRange present = new IndexRange(key(first).isNotNull(), keysFrom(0));
        return ascending(first) ? List.of(present, absent) : List.of(absent, present);
    }

    /** Equal in all keys but the last and beyond in it, then equal in all but the last two, and so on. */
    private List<IndexRange> ranges(Keyset place) {
        int last = order.size() - 1;
        List<IndexRange> ranges = new ArrayList<>();
        boolean behindAbsence = last > 0 && place.key().get(last - 1) == null;
        ranges.add(new IndexRange(
                equalBefore(last, place).and(identifierBeyond(place)),
                behindAbsence ? keysBehindAbsence(last - 1) : keysFrom(last)));
        for (int at = last - 1; at >= 0; at--) {
            ranges.addAll(beyond(at, place.key().get(at), equalBefore(at, place)));
        }
        return ranges;
    }

    /** Rows without a value are a range of their own: at the end in ascending, at the beginning in descending order. */
    private List<IndexRange> beyond(int at, @Nullable Object value, Condition equal) {
        SortKey sort = order.get(at);
        SortKeyValues domain = SortKeyValues.of(sort);
        if (domain.has(value)) {
            return equalToEach(at, domain.beyond(value), equal);
        }
        Field<Object> key = key(sort);
        if (value == null) {
            return ascending(sort) ? List.of() : List.of(new IndexRange(equal.and(key.isNotNull()), keysFrom(at)));
        }
        Condition beyond = ascending(sort) ? key.gt(bound(sort, value)) : key.lt(bound(sort, value));
        IndexRange present = new IndexRange(equal.and(beyond), keysFrom(at));
        return ascending(sort) && sort.field().nullable()
                ? List.of(present, new IndexRange(equal.and(key.isNull()), keysBehindAbsence(at)))
                : List.of(present);
    }

    private List<IndexRange> equalToEach(int at, List<@Nullable Object> values, Condition equal) {
        List<IndexRange> ranges = new ArrayList<>();
        for (Object value : values) {
            ranges.add(new IndexRange(
                    equal.and(equal(order.get(at), value)), value == null ? keysBehindAbsence(at) : keysFrom(at + 1)));
        }
        return ranges;
    }

    private Condition equalBefore(int end, Keyset place) {
        Condition equal = DSL.noCondition();
        for (int at = 0; at < end; at++) {
            equal = equal.and(equal(order.get(at), place.key().get(at)));
        }
        return equal;
    }

    private Condition equal(SortKey sort, @Nullable Object value) {
        Field<Object> column = table.column(sort.field());
        return value == null ? column.isNull() : column.eq(value);
    }

    /** Only in the last key, which no two rows share, it matters whether the row at the place is wanted too. */
    private Condition identifierBeyond(Keyset place) {
        SortKey last = order.getLast();
        Field<Object> id = key(last);
        Field<Object> bound = bound(last, place.key().getLast());
        if (ascending(last)) {
            return place.isInclusive() ? id.ge(bound) : id.gt(bound);
        }
        return place.isInclusive() ? id.le(bound) : id.lt(bound);
    }

    /** PostgreSQL finds the beginning of {@code (a, b) > (1, 2)} in an index; H2 would read all of it. */
    private boolean comparesRows() {
        return dialect.family() == SQLDialect.POSTGRES
                && order.size() > 1
                && !SortKeyValues.of(order.getFirst()).isFew()
                && order.stream().map(SortKey::order).distinct().count() == 1
                && order.stream().noneMatch(sort -> sort.field().nullable());
    }

    private Condition asRow(Keyset place) {
        List<Field<?>> keys = new ArrayList<>();
        List<Field<?>> bounds = new ArrayList<>();
        for (int at = 0; at < order.size(); at++) {
            keys.add(key(order.get(at)));
            bounds.add(bound(order.get(at), place.key().get(at)));
        }
        RowN row = DSL.row(keys);
        RowN bound = DSL.row(bounds);
        if (ascending(order.getFirst())) {
            return place.isInclusive() ? row.ge(bound) : row.gt(bound);
        }
        return place.isInclusive() ? row.le(bound) : row.lt(bound);
    }

    /** Where the keys before this one are equal they are left out: a database need not see that they change nothing. */
    private List<SortField<?>> keysFrom(int first) {
        List<SortField<?>> keys = new ArrayList<>();
        order.subList(first, order.size()).forEach(sort -> keys.add(sorted(key(sort), sort.order())));
        return keys;
    }

    /**
     * The keys behind one that has no value in this range. PostgreSQL does not see that it changes nothing, and takes the
     * index {@code (column, id)} only for an order that names both in the same direction.
     */
    private List<SortField<?>> keysBehindAbsence(int at) {
        List<SortField<?>> keys = keysFrom(at + 1);
        if (keys.size() == 1) {
            keys.addFirst(sorted(key(order.get(at)), order.getLast().order()));
        }
        return keys;
    }

    private static SortField<?> sorted(Field<Object> key, SortKey.Order direction) {
        return direction == SortKey.Order.ASC
                ? key.asc().nullsLast()
                : key.desc().nullsFirst();
    }

    private Field<Object> key(SortKey sort) {
        return comparable(sort, table.column(sort.field()));
    }

    private Field<Object> bound(SortKey sort, @Nullable Object value) {
        return comparable(sort, DSL.val(value, table.column(sort.field())));
    }

    private Field<Object> comparable(SortKey sort, Field<Object> text) {
        return sort.field().type() == FieldType.TEXT ? textOrder.key(text) : text;
    }

    private static boolean ascending(SortKey sort) {
        return sort.order() == SortKey.Order.ASC;
    }
}
