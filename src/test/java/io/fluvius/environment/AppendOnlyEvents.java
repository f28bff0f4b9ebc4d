package io.fluvius.environment;

import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/** Removes what refuses to change stored events, as only an administrator of the database can, to see what a damaged log does. */
public final class AppendOnlyEvents {

    private static final String DROP = "drop trigger domain_event_append_only";

    private AppendOnlyEvents() {}

    /** From now on, every statement is accepted. */
    public static void lift(DSLContext dsl) {
        if (dsl.dialect().family() == SQLDialect.H2) {
            dsl.execute(DROP);
            dsl.execute("drop table domain_event_append_only");
        } else {
            dsl.execute(DROP + " on domain_event");
        }
    }

    /** Executes one statement that would be refused, and returns the number of rows. */
    public static int tamper(DSLContext dsl, String statement, Object... values) {
        if (dsl.dialect().family() != SQLDialect.H2) {
            return dsl.transactionResult(transaction -> {
                transaction.dsl().execute("set local session_replication_role = replica");
                return transaction.dsl().execute(statement, values);
            });
        }
        dsl.execute(DROP);
        try {
            return dsl.execute(statement, values);
        } finally {
            dsl.execute("create trigger domain_event_append_only before update, delete on domain_event"
                    + " call 'io.fluvius.eventstore.schema.AppendOnly'");
        }
    }
}
