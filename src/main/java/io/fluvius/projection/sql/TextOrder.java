package io.fluvius.projection.sql;

import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Compares texts by code point. PostgreSQL does so in columns with the collation {@code "C"}. H2 compares UTF-16 code
 * units, which sorts supplementary characters before some of the basic plane; on H2 the UTF-8 bytes are compared instead,
 * because their order is that of the code points.
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

    /** Returns the expression to compare and sort by in place of the text. */
    abstract Field<Object> key(Field<Object> text);

    static TextOrder of(SQLDialect dialect) {
        return dialect.family() == SQLDialect.H2 ? BYTES : COLLATION;
    }
}
