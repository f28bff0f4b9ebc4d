package io.fluvius.kernel.state;

import io.fluvius.kernel.FieldType;
import io.fluvius.kernel.Seek;
import io.fluvius.kernel.Sort;
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
 * The order of rows as SQL, and the ranges of rows that lie beyond a place in it. Each range is one stretch of an index
 * whose columns are those of the order; a condition that joined them with {@code or} would be none, and be read in full
 * however few rows are wanted.
 */
final class OrderSql {

    private final ViewTable<?> table;
    private final SQLDialect dialect;
    private final TextOrder textOrder;
    private final List<Sort> order;

    OrderSql(ViewTable<?> table, SQLDialect dialect, List<Sort> order) {
        this.table = table;
        this.dialect = dialect;
        this.textOrder = TextOrder.of(dialect);
        this.order = order;
    }

    List<SortField<?>> keys() {
        List<SortField<?>> keys = new ArrayList<>();
        for (Sort sort : order) {
            Field<Object> key = key(sort);
            keys.add(ascending(sort) ? key.asc().nullsLast() : key.desc().nullsFirst());
        }
        return keys;
    }

    /** The rows that lie beyond a place in this order, in disjoint ranges, each wholly before the next; for null all. */
    List<Condition> beyond(@Nullable Seek place) {
        if (place == null) {
            return List.of(DSL.noCondition());
        }
        return comparesRows() ? List.of(asRow(place)) : ranges(place);
    }

    /** Equal in all keys but the last and beyond in it, then equal in all but the last two, and so on. */
    private List<Condition> ranges(Seek place) {
        int last = order.size() - 1;
        List<Condition> ranges = new ArrayList<>();
        ranges.add(equalBefore(last, place).and(identifierBeyond(place)));
        for (int at = last - 1; at >= 0; at--) {
            Condition equal = equalBefore(at, place);
            beyond(order.get(at), place.key().get(at)).forEach(range -> ranges.add(equal.and(range)));
        }
        return ranges;
    }

    private Condition equalBefore(int end, Seek place) {
        Condition equal = DSL.noCondition();
        for (int at = 0; at < end; at++) {
            Field<Object> column = table.column(order.get(at).field());
            Object value = place.key().get(at);
            equal = equal.and(value == null ? column.isNull() : column.eq(value));
        }
        return equal;
    }

    /** Only in the last key, which no two rows share, it matters whether the row at the place is wanted too. */
    private Condition identifierBeyond(Seek place) {
        Sort last = order.getLast();
        Field<Object> id = key(last);
        Field<Object> bound = bound(last, place.key().getLast());
        if (ascending(last)) {
            return place.inclusive() ? id.ge(bound) : id.gt(bound);
        }
        return place.inclusive() ? id.le(bound) : id.lt(bound);
    }

    /** Rows without a value are a range of their own: at the end in ascending, at the beginning in descending order. */
    private List<Condition> beyond(Sort sort, @Nullable Object value) {
        Field<Object> key = key(sort);
        if (value == null) {
            return ascending(sort) ? List.of() : List.of(key.isNotNull());
        }
        if (!ascending(sort)) {
            return List.of(key.lt(bound(sort, value)));
        }
        Condition greater = key.gt(bound(sort, value));
        return sort.field().nullable() ? List.of(greater, key.isNull()) : List.of(greater);
    }

    /** PostgreSQL finds the beginning of {@code (a, b) > (1, 2)} in an index; H2 would read all of it. */
    private boolean comparesRows() {
        return dialect.family() == SQLDialect.POSTGRES
                && order.size() > 1
                && order.stream().map(Sort::order).distinct().count() == 1
                && order.stream().noneMatch(sort -> sort.field().nullable());
    }

    private Condition asRow(Seek place) {
        List<Field<?>> keys = new ArrayList<>();
        List<Field<?>> bounds = new ArrayList<>();
        for (int at = 0; at < order.size(); at++) {
            keys.add(key(order.get(at)));
            bounds.add(bound(order.get(at), place.key().get(at)));
        }
        RowN row = DSL.row(keys);
        RowN bound = DSL.row(bounds);
        if (ascending(order.getFirst())) {
            return place.inclusive() ? row.ge(bound) : row.gt(bound);
        }
        return place.inclusive() ? row.le(bound) : row.lt(bound);
    }

    private Field<Object> key(Sort sort) {
        return comparable(sort, table.column(sort.field()));
    }

    private Field<Object> bound(Sort sort, @Nullable Object value) {
        return comparable(sort, DSL.val(value, table.column(sort.field())));
    }

    private Field<Object> comparable(Sort sort, Field<Object> text) {
        return sort.field().type() == FieldType.TEXT ? textOrder.key(text) : text;
    }

    private static boolean ascending(Sort sort) {
        return sort.order() == Sort.Order.ASC;
    }
}
