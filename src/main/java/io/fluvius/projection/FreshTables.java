package io.fluvius.projection;

import java.util.List;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * In a database that no processor has used yet, lets the second table that a migration creates replace the first one at once:
 * there is nothing to rebuild, and a later migration finds the table that it expects.
 *
 * @param tables the tables of all views
 */
record FreshTables(SQLDialect dialect, List<String> tables) implements Callback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        DSLContext dsl = DSL.using(context.getConnection(), dialect);
        for (String table : tables) {
            SecondNames names = new SecondNames(table);
            if (exists(dsl, names.second()) && exists(dsl, table) && !dsl.fetchExists(DSL.table("token_entry"))) {
                replace(dsl, names);
            }
        }
    }

    private void replace(DSLContext dsl, SecondNames names) {
        if (dialect == SQLDialect.H2) {
            H2TableCopies copies = new H2TableCopies(dsl);
            copies.rename(names.table());
            copies.clean(names.table());
        } else {
            PostgresTableCopies.replace(dsl, names);
        }
    }

    private static boolean exists(DSLContext dsl, String table) {
        return dsl.fetchExists(DSL.selectOne()
                .from("information_schema.tables")
                .where("table_name = {0} and table_schema = current_schema", DSL.val(table)));
    }

    @Override
    public String getCallbackName() {
        return "fresh tables";
    }
}
