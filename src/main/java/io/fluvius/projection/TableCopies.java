package io.fluvius.projection;

import java.util.List;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** Creates second tables, and replaces the first ones by them, in the way of one database. Safe for use by many threads. */
interface TableCopies {

    /** Creates the second table of a table, with the same columns, constraints and indexes, and without rows. */
    void create(DSLContext database, String table);

    /**
     * Replaces tables by their second tables.
     *
     * @param held the transaction in which the tokens of the projections are locked
     * @param settle called once, in the transaction that replaces the tables or, without one, in one that follows
     * @return false if the tables were in use; then nothing has been done
     */
    boolean replace(DSLContext held, List<String> tables, Consumer<DSLContext> settle);
}
