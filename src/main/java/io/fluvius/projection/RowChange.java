package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.projection.sql.ViewTable;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * A recorded change of one row, or of all rows of an aggregate.
 *
 * @param event the event that caused the change
 * @param table the table of the row
 * @param id the identifier of the row; that of the aggregate for {@link Kind#DELETE_ALL}
 * @param change applies the change to a read model
 */
record RowChange<V extends Record>(
        DomainEventMessage<?> event, ViewTable<V> table, Kind kind, UUID id, Consumer<ReadModel<V>> change) {

    /** What the change does. */
    enum Kind {
        INSERT,
        UPDATE,
        DELETE,
        /** Deletes all rows of the aggregate of the event. */
        DELETE_ALL
    }

    UUID aggregate() {
        return UUID.fromString(event.getAggregateIdentifier());
    }

    /** The identifiers of the rows that the change concerns. */
    <R extends Record> List<UUID> rows(InMemoryReadModel<R> rows) {
        return kind == Kind.DELETE_ALL
                ? rows.all().stream()
                        .filter(row -> rows.type().aggregate(row).equals(id))
                        .map(rows.type()::id)
                        .toList()
                : List.of(id);
    }

    void applyTo(InMemoryReadModel<V> rows) {
        change.accept(rows.forEvent(aggregate(), event.getTimestamp(), event.getSequenceNumber()));
    }
}
