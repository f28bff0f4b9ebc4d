package io.fluvius.processing;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.dao.DuplicateKeyException;

/**
 * The processors that an operator has stopped. They stay stopped on all nodes, also after a restart, until the operator starts
 * them. Safe for use by many threads.
 */
public final class StoppedProcessors {

    private static final Table<Record> TABLE = DSL.table(DSL.name("stopped_processor"));
    private static final Field<String> NAME = DSL.field(DSL.name("processor_name"), SQLDataType.VARCHAR);
    private static final Field<OffsetDateTime> SINCE =
            DSL.field(DSL.name("stopped_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private final DSLContext dsl;

    StoppedProcessors(DSLContext dsl) {
        this.dsl = dsl;
    }

    public boolean contains(String processor) {
        return dsl.fetchExists(TABLE, NAME.eq(processor));
    }

    /** The names of all of them. */
    public Set<String> names() {
        return dsl.select(NAME).from(TABLE).fetchSet(NAME);
    }

    /** Adds a processor, unless it is one of them already. */
    public void add(String processor) {
        if (contains(processor)) {
            return;
        }
        try {
            dsl.insertInto(TABLE, NAME, SINCE)
                    .values(processor, OffsetDateTime.now(ZoneOffset.UTC))
                    .execute();
        } catch (DuplicateKeyException added) {
            // by another caller meanwhile
        }
    }

    public void remove(String processor) {
        dsl.deleteFrom(TABLE).where(NAME.eq(processor)).execute();
    }
}
