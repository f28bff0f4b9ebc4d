package io.fluvius.axonserver;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Marks, in the database, that a log is being imported into Axon Server. If the mark is still there when no import runs, an import was
 * interrupted. Safe for use by many threads, of which one imports.
 */
final class ImportMark {

    private static final Table<Record> MARKS = DSL.table(DSL.name("log_import"));
    private static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<Instant> STARTED_AT = DSL.field(DSL.name("started_at"), SQLDataType.INSTANT);

    private final DSLContext dsl;
    private final UUID id = UUID.randomUUID();
    private volatile boolean incomplete;

    ImportMark(DSLContext dsl) {
        this.dsl = dsl;
    }

    boolean isSet() {
        return dsl.fetchExists(MARKS);
    }

    void set() {
        if (!dsl.fetchExists(MARKS, ID.eq(id))) {
            dsl.insertInto(MARKS, ID, STARTED_AT).values(id, Instant.now()).execute();
        }
    }

    /** Removes the mark of this node. That of an import on another node, which may have begun a moment ago, stays. */
    void remove() {
        dsl.deleteFrom(MARKS).where(ID.eq(id)).execute();
    }

    /** Removes the marks of all imports. */
    void removeAll() {
        removeAll(dsl);
    }

    /** Removes the marks of all imports, in a transaction. */
    void removeAll(DSLContext transaction) {
        transaction.deleteFrom(MARKS).execute();
    }

    /** Whether the server may contain a part of a log, as far as this node knows. */
    boolean isIncomplete() {
        return incomplete;
    }

    void setIncomplete(boolean isIncomplete) {
        incomplete = isIncomplete;
    }
}
