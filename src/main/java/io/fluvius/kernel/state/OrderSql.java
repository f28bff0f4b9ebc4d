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
 * The order of rows as SQL, and the rows that lie beyond a place in it as ranges. Each range is one stretch of an index
 * whose columns are those of the order; a condition that joined them with {@code or} would be none, and all of its rows be
 * read and sorted however few are wanted.
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

    /** All rows at once. */
    Range whole() {
        return new Range(DSL.noCondition(), keysFrom(0));
    }

    /** The rows that lie beyond a place in this order, in disjoint ranges, each wholly before the next; for null all. */
    List<Range> beyond(@Nullable Seek place) {
        if (comparesRows()) {
            return List.of(place == null ? whole() : new Range(asRow(place), keysFrom(0)));
        }
        return place == null ? everyValue(order.getFirst()) : ranges(place);
    }

    private List<Range> everyValue(Sort first) {
        KeyDomain domain = KeyDomain.of(first);
        if (domain.isFew()) {
            return equalToEach(0, domain.values(), DSL.noCondition());
        }
        if (!first.field().nullable()) {
            return List.of(whole());
        }
        Range absent = new Range(key(first).isNull(), keysBehindAbsence(0));
        Range present = new Range(key(first).isNotNull(), keysFrom(0));
        return ascending(first) ? List.of(present, absent) : List.of(absent, present);
    }

    /** Equal in all keys but the last and beyond in it, then equal in all but the last two, and so on. */
    private List<Range> ranges(Seek place) {
        int last = order.size() - 1;
        List<Range> ranges = new ArrayList<>();
        boolean behindAbsence = last > 0 && place.key().get(last - 1) == null;
        ranges.add(new Range(
                equalBefore(last, place).and(identifierBeyond(place)),
                behindAbsence ? keysBehindAbsence(last - 1) : keysFrom(last)));
        for (int at = last - 1; at >= 0; at--) {
            ranges.addAll(beyond(at, place.key().get(at), equalBefore(at, place)));
        }
        return ranges;
    }

    /** Rows without a value are a range of their own: at the end in ascending, at the beginning in descending order. */
    private List<Range> beyond(int at, @Nullable Object value, Condition equal) {
        Sort sort = order.get(at);
        KeyDomain domain = KeyDomain.of(sort);
        if (domain.has(value)) {
            return equalToEach(at, domain.beyond(value), equal);
        }
        Field<Object> key = key(sort);
        if (value == null) {
            return ascending(sort) ? List.of() : List.of(new Range(equal.and(key.isNotNull()), keysFrom(at)));
        }
        Condition beyond = ascending(sort) ? key.gt(bound(sort, value)) : key.lt(bound(sort, value));
        Range present = new Range(equal.and(beyond), keysFrom(at));
        return ascending(sort) && sort.field().nullable()
                ? List.of(present, new Range(equal.and(key.isNull()), keysBehindAbsence(at)))
                : List.of(present);
    }

    private List<Range> equalToEach(int at, List<@Nullable Object> values, Condition equal) {
        List<Range> ranges = new ArrayList<>();
        for (Object value : values) {
            ranges.add(new Range(
                    equal.and(equal(order.get(at), value)), value == null ? keysBehindAbsence(at) : keysFrom(at + 1)));
        }
        return ranges;
    }

    private Condition equalBefore(int end, Seek place) {
        Condition equal = DSL.noCondition();
        for (int at = 0; at < end; at++) {
            equal = equal.and(equal(order.get(at), place.key().get(at)));
        }
        return equal;
    }

    private Condition equal(Sort sort, @Nullable Object value) {
        Field<Object> column = table.column(sort.field());
        return value == null ? column.isNull() : column.eq(value);
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

    /** PostgreSQL finds the beginning of {@code (a, b) > (1, 2)} in an index; H2 would read all of it. */
    private boolean comparesRows() {
        return dialect.family() == SQLDialect.POSTGRES
                && order.size() > 1
                && !KeyDomain.of(order.getFirst()).isFew()
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

    private static SortField<?> sorted(Field<Object> key, Sort.Order direction) {
        return direction == Sort.Order.ASC ? key.asc().nullsLast() : key.desc().nullsFirst();
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
