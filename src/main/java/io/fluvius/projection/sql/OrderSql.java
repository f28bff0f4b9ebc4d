package io.fluvius.projection.sql;

import io.fluvius.query.Keyset;
import io.fluvius.query.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Comparator;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Translates the order of a query to SQL, and a keyset to the ranges of the rows beyond it. Each range is contiguous in an
 * index on the columns of the order. A single condition that joined the ranges with {@code or} would not be: the database
 * would read and sort all matching rows, however few are requested. Immutable.
 */
final class OrderSql {

    private final ViewTable<?> table;
    private final SQLDialect dialect;
    private final List<SortKey> order;

    OrderSql(ViewTable<?> table, SQLDialect dialect, List<SortKey> order) {
        this.table = table;
        this.dialect = dialect;
        this.order = order;
    }

    /** Returns one range with all rows. */
    IndexRange all() {
        return new IndexRange(DSL.noCondition(), orderFrom(0));
    }

    /**
     * Returns the rows beyond a keyset, or all rows if the keyset is null. The ranges are disjoint; all rows of a range
     * precede those of the next one.
     */
    List<IndexRange> beyond(@Nullable Keyset keyset) {
        if (comparesRowValues()) {
            return List.of(keyset == null ? all() : new IndexRange(rowBeyond(keyset), orderFrom(0)));
        }
        return keyset == null ? allByFirstKey() : rangesBeyond(keyset);
    }

    private List<IndexRange> allByFirstKey() {
        SortKey first = order.getFirst();
        SortKeyValues values = SortKeyValues.of(first);
        if (values.isFew()) {
            return rangesOfValues(0, values.values(), DSL.noCondition());
        }
        if (!first.field().nullable()) {
            return List.of(all());
        }
        IndexRange nulls = new IndexRange(key(first).isNull(), orderAfterNull(0));
        IndexRange nonNulls = new IndexRange(key(first).isNotNull(), orderFrom(0));
        return isAscending(first) ? List.of(nonNulls, nulls) : List.of(nulls, nonNulls);
    }

    /** First the rows that equal the keyset in all keys but the last, then those that equal it in all but two, and so on. */
    private List<IndexRange> rangesBeyond(Keyset keyset) {
        int last = order.size() - 1;
        List<IndexRange> ranges = new ArrayList<>();
        boolean isAfterNull = last > 0 && keyset.key().get(last - 1) == null;
        ranges.add(new IndexRange(
                equalInFirst(last, keyset).and(lastKeyBeyond(keyset)),
                isAfterNull ? orderAfterNull(last - 1) : orderFrom(last)));
        for (int at = last - 1; at >= 0; at--) {
            ranges.addAll(rangesBeyond(at, keyset.key().get(at), equalInFirst(at, keyset)));
        }
        return ranges;
    }

    /** Rows with a null in the key form a separate range, the last one in ascending and the first in descending order. */
    private List<IndexRange> rangesBeyond(int at, @Nullable Object value, Condition prefix) {
        SortKey sort = order.get(at);
        SortKeyValues values = SortKeyValues.of(sort);
        if (values.contains(value)) {
            return rangesOfValues(at, values.beyond(value), prefix);
        }
        Field<Object> key = key(sort);
        if (value == null) {
            return isAscending(sort) ? List.of() : List.of(new IndexRange(prefix.and(key.isNotNull()), orderFrom(at)));
        }
        Condition beyond = isAscending(sort) ? key.gt(bound(sort, value)) : key.lt(bound(sort, value));
        IndexRange nonNulls = new IndexRange(prefix.and(beyond), orderFrom(at));
        return isAscending(sort) && sort.field().nullable()
                ? List.of(nonNulls, new IndexRange(prefix.and(key.isNull()), orderAfterNull(at)))
                : List.of(nonNulls);
    }

    private List<IndexRange> rangesOfValues(int at, List<@Nullable Object> values, Condition prefix) {
        List<IndexRange> ranges = new ArrayList<>();
        for (Object value : values) {
            ranges.add(new IndexRange(
                    prefix.and(equal(order.get(at), value)), value == null ? orderAfterNull(at) : orderFrom(at + 1)));
        }
        return ranges;
    }

    private Condition equalInFirst(int keys, Keyset keyset) {
        Condition equal = DSL.noCondition();
        for (int at = 0; at < keys; at++) {
            equal = equal.and(equal(order.get(at), keyset.key().get(at)));
        }
        return equal;
    }

    private Condition equal(SortKey sort, @Nullable Object value) {
        Field<Object> column = table.column(sort.field());
        return value == null ? column.isNull() : column.eq(value);
    }

    /** The last key is unique, so only its comparison depends on whether the keyset is inclusive. */
    private Condition lastKeyBeyond(Keyset keyset) {
        SortKey last = order.getLast();
        return key(last)
                .compare(comparator(last, keyset), bound(last, keyset.key().getLast()));
    }

    /** PostgreSQL seeks to the start of {@code (a, b) > (1, 2)} in an index; H2 would scan the whole index. */
    private boolean comparesRowValues() {
        return dialect.family() == SQLDialect.POSTGRES
                && order.size() > 1
                && !SortKeyValues.of(order.getFirst()).isFew()
                && order.stream().map(SortKey::order).distinct().count() == 1
                && order.stream().noneMatch(sort -> sort.field().nullable());
    }

    private Condition rowBeyond(Keyset keyset) {
        List<Field<?>> keys = new ArrayList<>();
        List<Field<?>> bounds = new ArrayList<>();
        for (int at = 0; at < order.size(); at++) {
            keys.add(key(order.get(at)));
            bounds.add(bound(order.get(at), keyset.key().get(at)));
        }
        return DSL.row(keys).compare(comparator(order.getFirst(), keyset), DSL.row(bounds));
    }

    private static Comparator comparator(SortKey sort, Keyset keyset) {
        if (isAscending(sort)) {
            return keyset.isInclusive() ? Comparator.GREATER_OR_EQUAL : Comparator.GREATER;
        }
        return keyset.isInclusive() ? Comparator.LESS_OR_EQUAL : Comparator.LESS;
    }

    /** Omits the keys that are equal in all rows of a range: the database may not recognize that they are redundant. */
    private List<SortField<?>> orderFrom(int first) {
        List<SortField<?>> keys = new ArrayList<>();
        order.subList(first, order.size()).forEach(sort -> keys.add(sorted(key(sort), sort.order())));
        return keys;
    }

    /**
     * The order within a range in which this key is null. PostgreSQL does not recognize that the key is redundant there: it
     * uses the index {@code (column, id)} only for an order that names both columns in the same direction.
     */
    private List<SortField<?>> orderAfterNull(int at) {
        List<SortField<?>> keys = orderFrom(at + 1);
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
        return TextOrder.key(dialect, sort.field(), table.column(sort.field()));
    }

    private Field<Object> bound(SortKey sort, @Nullable Object value) {
        return TextOrder.key(dialect, sort.field(), DSL.val(value, table.column(sort.field())));
    }

    private static boolean isAscending(SortKey sort) {
        return sort.order() == SortKey.Order.ASC;
    }
}
