package io.fluvius.projection.sql;

import io.fluvius.domain.Text;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import io.fluvius.query.Filter;
import java.util.List;
import java.util.function.BiFunction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Translates filters to SQL conditions. Every value is a bind parameter. A condition on a null column may evaluate to
 * unknown, which counts as not matching. A negation is therefore written as {@code is not true}: it matches exactly the
 * rows that the negated condition does not match. Immutable.
 */
final class FilterSql {

    private final ViewTable<?> table;
    private final SQLDialect dialect;

    FilterSql(ViewTable<?> table, SQLDialect dialect) {
        this.table = table;
        this.dialect = dialect;
    }

    Condition condition(Filter filter) {
        return switch (filter) {
            case Filter.And and -> DSL.and(conditions(and.parts()));
            case Filter.Or or -> DSL.or(conditions(or.parts()));
            case Filter.Not not -> DSL.condition("({0}) is not true", condition(not.part()));
            case Filter.Absent absent -> table.column(absent.field()).isNull();
            case Filter.Compare compare -> compare(compare);
        };
    }

    private List<Condition> conditions(List<Filter> parts) {
        return parts.stream().map(this::condition).toList();
    }

    private Condition compare(Filter.Compare it) {
        Field<Object> column = table.column(it.field());
        return switch (it.operator()) {
            case EQ -> column.eq(it.value());
            case NE -> column.isDistinctFrom(it.value());
            case IN -> column.in(it.values());
            case NOTIN -> column.notIn(it.values()).or(column.isNull());
            case HAS -> it.field().type() == FieldType.TEXT_SET ? all(column, it.values()) : like(it, "%", "%");
            case STARTS -> like(it, "", "%");
            case ENDS -> like(it, "%", "");
            case GT -> ordered(it.field(), it.value(), Field::gt);
            case GTE -> ordered(it.field(), it.value(), Field::ge);
            case LT -> ordered(it.field(), it.value(), Field::lt);
            case LTE -> ordered(it.field(), it.value(), Field::le);
            case BETWEEN -> column.between(it.values().getFirst(), it.values().getLast());
            case ALL -> all(column, it.values());
            case ANY -> any(column, it.values());
        };
    }

    private Condition ordered(
            ViewField field, Object value, BiFunction<Field<Object>, Field<Object>, Condition> comparison) {
        Field<Object> column = table.column(field);
        return comparison.apply(
                TextOrder.key(dialect, field, column), TextOrder.key(dialect, field, DSL.val(value, column)));
    }

    /** Matches sets that contain all of these elements. Array operators can use an index in PostgreSQL; H2 has none. */
    private Condition all(Field<Object> set, List<Object> elements) {
        return dialect.family() == SQLDialect.POSTGRES
                ? DSL.condition("{0} @> {1}", set, array(elements))
                : DSL.and(contained(set, elements));
    }

    /** Matches sets that contain at least one of these elements. */
    private Condition any(Field<Object> set, List<Object> elements) {
        return dialect.family() == SQLDialect.POSTGRES
                ? DSL.condition("{0} && {1}", set, array(elements))
                : DSL.or(contained(set, elements));
    }

    private static Field<String[]> array(List<Object> elements) {
        return DSL.val(elements.toArray(String[]::new), SQLDataType.VARCHAR.array());
    }

    private static List<Condition> contained(Field<Object> set, List<Object> elements) {
        return elements.stream()
                .map(element -> DSL.condition("{0} = any({1})", DSL.val(element, SQLDataType.VARCHAR), set))
                .toList();
    }

    /** Escapes with the default character, a backslash: an {@code escape} clause costs a function call per row. */
    private Condition like(Filter.Compare it, String before, String after) {
        String literal = Text.folded((String) it.value())
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_");
        return table.folded(it.field()).like(before + literal + after);
    }
}
