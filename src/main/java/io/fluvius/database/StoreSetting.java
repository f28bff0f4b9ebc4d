package io.fluvius.database;

import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * A property of a store that its first start decides for good. Nodes that start at the same time agree on one. Immutable.
 *
 * @param dsl writes to the store
 * @param name the name of the property
 */
public record StoreSetting(DSLContext dsl, String name) {

    private static final Table<Record> TABLE = DSL.table(DSL.name("store_setting"));
    private static final Field<String> NAME = DSL.field(DSL.name("store_setting", "name"), SQLDataType.VARCHAR);
    private static final Field<String> CONTENT = DSL.field(DSL.name("store_setting", "content"), SQLDataType.VARCHAR);

    /** Returns what was decided; empty before it was. */
    public Optional<String> find() {
        return dsl.select(CONTENT).from(TABLE).where(NAME.eq(name)).fetchOptional(CONTENT);
    }

    /** Decides, unless it was decided before. */
    public void decide(String content) {
        dsl.insertInto(TABLE, NAME, CONTENT)
                .values(name, content)
                .onConflict(NAME)
                .doNothing()
                .execute();
    }
}
