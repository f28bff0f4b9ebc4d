package io.fluvius.projection.sql;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Conditions on the elements of a set. Array operators can use an index in PostgreSQL; H2 compares element by element. */
enum SetSql {
    ARRAYS {
        @Override
        Condition all(Field<Object> set, List<Object> elements) {
            return DSL.condition("{0} @> {1}", set, array(elements));
        }

        @Override
        Condition any(Field<Object> set, List<Object> elements) {
            return DSL.condition("{0} && {1}", set, array(elements));
        }
    },
    ELEMENTS {
        @Override
        Condition all(Field<Object> set, List<Object> elements) {
            return DSL.and(conditions(set, elements));
        }

        @Override
        Condition any(Field<Object> set, List<Object> elements) {
            return DSL.or(conditions(set, elements));
        }
    };

    /** Matches sets that contain all of these elements. */
    abstract Condition all(Field<Object> set, List<Object> elements);

    /** Matches sets that contain at least one of these elements. */
    abstract Condition any(Field<Object> set, List<Object> elements);

    static SetSql of(SQLDialect dialect) {
        return dialect.family() == SQLDialect.POSTGRES ? ARRAYS : ELEMENTS;
    }

    private static Field<String[]> array(List<Object> elements) {
        return DSL.val(elements.toArray(String[]::new), SQLDataType.VARCHAR.array());
    }

    private static List<Condition> conditions(Field<Object> set, List<Object> elements) {
        return elements.stream()
                .map(element -> DSL.condition("{0} = any({1})", DSL.val(element, SQLDataType.VARCHAR), set))
                .toList();
    }
}
