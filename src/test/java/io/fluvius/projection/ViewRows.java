package io.fluvius.projection;

import io.fluvius.domain.Tenant;
import io.fluvius.projection.RowChange.Kind;
import io.fluvius.projection.sql.ViewTable;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jooq.DSLContext;

/** Writes rows to the tables of views as a projection does. */
final class ViewRows {

    private ViewRows() {}

    /** Inserts rows in one batch, stamped with their versions and with the time that {@code createdAt} returns. */
    static <V extends Record> void insert(
            DSLContext database, ViewTable<V> table, Collection<V> rows, Function<V, Instant> createdAt) {
        TableWriter<V> writer = new TableWriter<>(database, table, Tenant.MAIN, TableWriter.RowsToRead.EXISTING);
        for (V row : rows) {
            UUID id = table.type().id(row);
            DomainEventMessage<?> event = new GenericDomainEventMessage<>(
                    "any",
                    id.toString(),
                    table.type().version(row),
                    "any payload",
                    MetaData.emptyInstance(),
                    UUID.randomUUID().toString(),
                    createdAt.apply(row));
            writer.add(new RowChange<>(event, table, Kind.INSERT, id, model -> model.insert(row)));
        }
        writer.write();
    }
}
