package io.fluvius.projection.sql;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** What a set contains. PostgreSQL finds it in an index when it is asked about arrays; H2 is asked about each element. */
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
            return DSL.and(each(set, elements));
        }

        @Override
        Condition any(Field<Object> set, List<Object> elements) {
            return DSL.or(each(set, elements));
        }
    };

    /** The set contains each of these. */
    abstract Condition all(Field<Object> set, List<Object> elements);

    /** The set contains at least one of these. */
    abstract Condition any(Field<Object> set, List<Object> elements);

    static SetSql of(SQLDialect dialect) {
        return dialect.family() == SQLDialect.POSTGRES ? ARRAYS : ELEMENTS;
    }

    private static Field<String[]> array(List<Object> elements) {
        return DSL.val(elements.toArray(String[]::new), SQLDataType.VARCHAR.array());
    }

    private static List<Condition> each(Field<Object> set, List<Object> elements) {
        return elements.stream()
                .map(element -> DSL.condition("{0} = any({1})", DSL.val(element, SQLDataType.VARCHAR), set))
                .toList();
    }
}
