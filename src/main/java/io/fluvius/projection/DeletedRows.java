package io.fluvius.projection;

import io.fluvius.domain.Position;
import io.fluvius.domain.Tenant;
import io.fluvius.projection.sql.ViewTable;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The rows of a tenant in a view that were deleted, with the event that deleted each. If all rows of an aggregate were deleted, its
 * identifier stands for them. A processor may deliver events again, for example after its token was set back; without this,
 * they would bring deleted rows back. Every method is part of the caller's transaction. Not thread-safe.
 */
final class DeletedRows {

    private static final Table<Record> TABLE = DSL.table(DSL.name("deleted_row"));
    private static final Field<String> VIEW = DSL.field(DSL.name("deleted_row", "view_table"), SQLDataType.VARCHAR);
    private static final Field<UUID> ID = DSL.field(DSL.name("deleted_row", "id"), SQLDataType.UUID);
    private static final Field<Long> VERSION = DSL.field(DSL.name("deleted_row", "version"), SQLDataType.BIGINT);

    private static final Field<String> TENANT = DSL.field(DSL.name("deleted_row", "tenant"), SQLDataType.VARCHAR);

    private static final Field<Long> POSITION =
            DSL.field(DSL.name("deleted_row", "event_position"), SQLDataType.BIGINT);

    private final DSLContext dsl;
    private final String view;
    private final Tenant tenant;

    /**
     * The event that deleted a row.
     *
     * @param version its sequence number in its aggregate
     * @param position its position; {@link Position#START} if it is not known
     */
    record Deletion(long version, Position position) {

        static Deletion by(DomainEventMessage<?> event) {
            return new Deletion(
                    event.getSequenceNumber(),
                    event instanceof TrackedEventMessage<?> tracked
                            ? Position.of(tracked.trackingToken())
                            : Position.START);
        }

        Deletion later(Deletion other) {
            return other.version > version ? other : this;
        }
    }

    DeletedRows(DSLContext dsl, ViewTable<?> table, Tenant tenant) {
        this.dsl = dsl;
        this.tenant = tenant;
        this.view = table.name();
    }

    /**
     * The last deletions of those of the rows that were ever deleted. The condition names the id alone: with the view beside
     * it, H2 reads the whole table when the ids are parameters.
     */
    Map<UUID, Deletion> of(Collection<UUID> rows) {
        return IdentifierLists.of(rows).stream()
                .flatMap(
                        some -> dsl.select(VIEW, ID, TENANT, VERSION, POSITION).from(TABLE).where(ID.in(some)).stream())
                .filter(row -> view.equals(row.get(VIEW)) && tenant.name().equals(row.get(TENANT)))
                .collect(Collectors.toMap(row -> row.get(ID), row -> new Deletion(row.get(VERSION), position(row))));
    }

    private static Position position(Record row) {
        Long position = row.get(POSITION);
        return position == null ? Position.START : new Position(position);
    }

    /** Deletes what is recorded about a table. */
    static void forget(DSLContext dsl, String table) {
        dsl.deleteFrom(TABLE).where(VIEW.eq(table)).execute();
    }

    /** Replaces what is recorded about a table by what is recorded about the one that takes its place. */
    static void adopt(DSLContext dsl, String replacing, String table) {
        forget(dsl, table);
        dsl.update(TABLE).set(VIEW, table).where(VIEW.eq(replacing)).execute();
    }

    /** Records deletions. */
    void add(Map<UUID, Deletion> deletions) {
        if (deletions.isEmpty()) {
            return;
        }
        BatchBindStep batch = dsl.batch(dsl.insertInto(TABLE, VIEW, ID, TENANT, VERSION, POSITION)
                .values((String) null, null, null, null, null)
                .onConflict(ID, VIEW)
                .doUpdate()
                .set(VERSION, DSL.excluded(VERSION))
                .set(POSITION, DSL.excluded(POSITION)));
        for (Map.Entry<UUID, Deletion> row : deletions.entrySet()) {
            Deletion deletion = row.getValue();
            batch = batch.bind(
                    view,
                    row.getKey(),
                    tenant.name(),
                    deletion.version(),
                    deletion.position().index());
        }
        batch.execute();
    }
}
