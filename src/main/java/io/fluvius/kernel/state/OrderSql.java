package io.fluvius.kernel.state;

import io.fluvius.kernel.FieldType;
import io.fluvius.kernel.Sort;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The order of rows as SQL, and the condition to come after a given row in it. */
final class OrderSql {

    private final ViewTable<?> table;
    private final TextOrder textOrder;
    private final List<Sort> order;

    OrderSql(ViewTable<?> table, TextOrder textOrder, List<Sort> order) {
        this.table = table;
        this.textOrder = textOrder;
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

    /**
     * Holds for rows that come after the row with these key values: equal in the first keys and beyond in the next, for
     * some number of first keys.
     */
    Condition after(List<@Nullable Object> values) {
        List<Condition> alternatives = new ArrayList<>();
        Condition equalSoFar = DSL.noCondition();
        for (int at = 0; at < order.size(); at++) {
            Sort sort = order.get(at);
            Object value = values.get(at);
            alternatives.add(equalSoFar.and(beyond(sort, value)));
            Field<Object> column = table.column(sort.field());
            equalSoFar = equalSoFar.and(value == null ? column.isNull() : column.eq(value));
        }
        return DSL.or(alternatives);
    }

    private Condition beyond(Sort sort, @Nullable Object value) {
        Field<Object> key = key(sort);
        if (value == null) {
            return ascending(sort) ? DSL.falseCondition() : key.isNotNull();
        }
        Field<Object> bound = key(sort, DSL.val(value, table.column(sort.field())));
        if (!ascending(sort)) {
            return key.lt(bound);
        }
        return sort.field().nullable() ? key.gt(bound).or(key.isNull()) : key.gt(bound);
    }

    private Field<Object> key(Sort sort) {
        return key(sort, table.column(sort.field()));
    }

    private Field<Object> key(Sort sort, Field<Object> text) {
        return sort.field().type() == FieldType.TEXT ? textOrder.key(text) : text;
    }

    private static boolean ascending(Sort sort) {
        return sort.order() == Sort.Order.ASC;
    }
}
