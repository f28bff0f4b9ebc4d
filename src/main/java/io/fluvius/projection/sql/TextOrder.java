package io.fluvius.projection.sql;

import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * How to compare texts by code point. PostgreSQL does it by itself in columns of the collation {@code "C"}. H2 compares
 * UTF-16 code units, which puts characters beyond the basic plane before some within it; there the UTF-8 bytes are
 * compared, whose order is that of the code points.
 */
enum TextOrder {
    COLLATION {
        @Override
        Field<Object> key(Field<Object> text) {
            return text;
        }
    },
    BYTES {
        @Override
        @SuppressWarnings("unchecked")
        Field<Object> key(Field<Object> text) {
            return (Field<Object>) (Field<?>) DSL.field("cast({0} as varbinary)", SQLDataType.VARBINARY, text);
        }
    };

    /** What to compare and sort by instead of the text. */
    abstract Field<Object> key(Field<Object> text);

    static TextOrder of(SQLDialect dialect) {
        return dialect.family() == SQLDialect.H2 ? BYTES : COLLATION;
    }
}
