package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.projection.sql.ViewTable;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * A recorded change of one row.
 *
 * @param event the event that caused the change
 * @param table the table of the row
 * @param id the identifier of the row
 * @param isInsert whether the row is new, so that no row needs to be read first
 * @param change applies the change to a read model
 */
record RowChange<V extends Record>(
        DomainEventMessage<?> event, ViewTable<V> table, UUID id, boolean isInsert, Consumer<ReadModel<V>> change) {

    void applyTo(InMemoryReadModel<V> rows) {
        change.accept(rows.forEvent(event.getTimestamp(), event.getSequenceNumber()));
    }
}
