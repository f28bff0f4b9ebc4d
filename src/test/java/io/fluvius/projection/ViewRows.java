package io.fluvius.projection;

import io.fluvius.projection.sql.ViewTable;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jooq.DSLContext;

/** Puts rows into views' tables the way a projection does. */
final class ViewRows {

    private ViewRows() {}

    /** Writes new rows in one batch, each stamped with its own version and the time that {@code createdAt} gives. */
    static <V extends Record> void insert(
            DSLContext database, ViewTable<V> table, Collection<V> rows, Function<V, Instant> createdAt) {
        TableWriter<V> writer = new TableWriter<>(database, table, TableWriter.Reading.OLD);
        for (V row : rows) {
            UUID id = table.type().id(row);
            writer.add(
                    new RowChange<>(table, id, true, model -> model.insert(row)),
                    new GenericDomainEventMessage<>(
                            "any",
                            id.toString(),
                            table.type().version(row),
                            "any payload",
                            MetaData.emptyInstance(),
                            UUID.randomUUID().toString(),
                            createdAt.apply(row)));
        }
        writer.write();
    }
}
