package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.projection.sql.ViewTable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/** The row changes that the handlers of one event record, or the exception of the handler that failed. Not thread-safe. */
final class EventChanges {

    /** The name of a resource of a unit of work. While it is present, event handlers record their changes in it. */
    static final String RESOURCE = EventChanges.class.getName();

    private final DomainEventMessage<?> event;
    private final List<RowChange<?>> changes = new ArrayList<>();
    private @Nullable Exception failure;

    EventChanges(DomainEventMessage<?> event) {
        this.event = event;
    }

    DomainEventMessage<?> event() {
        return event;
    }

    UUID aggregate() {
        return UUID.fromString(event.getAggregateIdentifier());
    }

    /** Returns the read model that a handler of the event receives. It only records changes. */
    <V extends Record> ReadModel<V> readModel(ViewTable<V> table) {
        return new RecordingReadModel<>(table);
    }

    /** Returns the recorded changes. Throws the exception of the handler if it failed. */
    List<RowChange<?>> changes() throws Exception {
        if (failure != null) {
            throw failure;
        }
        return changes;
    }

    /** Applies the recorded changes of one view to rows in memory. */
    @SuppressWarnings("unchecked")
    <V extends Record> void applyTo(InMemoryReadModel<V> rows) {
        for (RowChange<?> change : changes) {
            if (change.table().type().record() == rows.type().record()) {
                ((RowChange<V>) change).applyTo(rows);
            }
        }
    }

    void fail(Exception thrown) {
        failure = thrown;
    }

    private final class RecordingReadModel<V extends Record> implements ReadModel<V> {

        private final ViewTable<V> table;

        RecordingReadModel(ViewTable<V> table) {
            this.table = table;
        }

        @Override
        public void insert(V view) {
            changes.add(new RowChange<>(event, table, table.type().id(view), true, rows -> rows.insert(view)));
        }

        @Override
        public void update(UUID id, UnaryOperator<V> change) {
            changes.add(new RowChange<>(event, table, id, false, rows -> rows.update(id, change)));
        }

        @Override
        public void delete(UUID id) {
            changes.add(new RowChange<>(event, table, id, false, rows -> rows.delete(id)));
        }
    }
}
