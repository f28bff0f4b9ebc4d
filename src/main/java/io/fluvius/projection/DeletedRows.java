package io.fluvius.projection;

import io.fluvius.projection.sql.ViewTable;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The rows of a view that were deleted, with the sequence number of the event that deleted each. If all rows of an aggregate
 * were deleted, its identifier stands for them. A processor may deliver
 * events again, for example after its token was set back; without this, they would bring deleted rows back. Every method is
 * part of the caller's transaction. Not thread-safe.
 */
final class DeletedRows {

    private static final Table<Record> TABLE = DSL.table(DSL.name("deleted_row"));
    private static final Field<String> VIEW = DSL.field(DSL.name("deleted_row", "view_table"), SQLDataType.VARCHAR);
    private static final Field<UUID> ID = DSL.field(DSL.name("deleted_row", "id"), SQLDataType.UUID);
    private static final Field<Long> VERSION = DSL.field(DSL.name("deleted_row", "version"), SQLDataType.BIGINT);

    private final DSLContext dsl;
    private final String view;

    DeletedRows(DSLContext dsl, ViewTable<?> table) {
        this.dsl = dsl;
        this.view = table.type().table();
    }

    /**
     * The versions at which those of the rows that were ever deleted were deleted last. The condition names the id alone:
     * with the view beside it, H2 reads the whole table when the ids are parameters.
     */
    Map<UUID, Long> versions(Collection<UUID> rows) {
        return IdentifierLists.of(rows).stream()
                .flatMap(some -> dsl.select(VIEW, ID, VERSION).from(TABLE).where(ID.in(some)).stream())
                .filter(row -> view.equals(row.get(VIEW)))
                .collect(Collectors.toMap(row -> row.get(ID), row -> row.get(VERSION)));
    }

    /** Records the versions at which rows are deleted. */
    void add(Map<UUID, Long> versions) {
        if (versions.isEmpty()) {
            return;
        }
        BatchBindStep batch = dsl.batch(dsl.insertInto(TABLE, VIEW, ID, VERSION)
                .values((String) null, null, null)
                .onConflict(ID, VIEW)
                .doUpdate()
                .set(VERSION, DSL.excluded(VERSION)));
        for (Map.Entry<UUID, Long> row : versions.entrySet()) {
            batch = batch.bind(view, row.getKey(), row.getValue());
        }
        batch.execute();
    }
}
