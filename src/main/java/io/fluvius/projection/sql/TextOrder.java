package io.fluvius.projection.sql;

import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Compares texts by code point. PostgreSQL does so in columns with the collation {@code "C"}. H2 compares UTF-16 code
 * units, which sorts supplementary characters before some of the basic plane; on H2 the UTF-8 bytes are compared instead,
 * because their order is that of the code points.
 */
final class TextOrder {

    private TextOrder() {}

    /** Returns the expression to compare and sort by in place of a column of a field, or of a value for the column. */
    @SuppressWarnings("unchecked")
    static Field<Object> key(SQLDialect dialect, ViewField field, Field<Object> value) {
        return field.type() == FieldType.TEXT && dialect.family() == SQLDialect.H2
                ? (Field<Object>) (Field<?>) DSL.field("cast({0} as varbinary)", SQLDataType.VARBINARY, value)
                : value;
    }
}
