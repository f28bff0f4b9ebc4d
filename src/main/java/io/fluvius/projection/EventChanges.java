package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.projection.sql.ViewTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jooq.DSLContext;
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

    /**
     * Writes the changes of all these events or, by means of a savepoint, none. Throws the exception of a handler that failed.
     *
     * @param target the table to write instead of the table of a view
     */
    static void write(
            Collection<EventChanges> events,
            DSLContext dsl,
            UnaryOperator<ViewTable<?>> target,
            TableWriter.RowsToRead rowsToRead)
            throws Exception {
        Map<Rows, TableWriter<?>> writers = new LinkedHashMap<>();
        for (EventChanges event : events) {
            for (RowChange<?> change : event.changes()) {
                writers.computeIfAbsent(
                                new Rows(change.table(), tenant(change)),
                                rows -> new TableWriter<>(dsl, target.apply(rows.table), rows.tenant, rowsToRead))
                        .add(change);
            }
        }
        dsl.transaction(savepoint -> writers.values().forEach(TableWriter::write));
    }

    /** The rows of one tenant in a table: an event cannot change those of another one. */
    private record Rows(ViewTable<?> table, Tenant tenant) {}

    private static Tenant tenant(RowChange<?> change) {
        return change.table().hasTenants() ? Tenant.of(change.event().getMetaData()) : Tenant.MAIN;
    }

    /**
     * Applies the recorded changes of one view to rows in memory.
     *
     * @return the rows that the event changes, as they were before
     */
    @SuppressWarnings("unchecked")
    <V extends Record> Map<UUID, Optional<V>> applyTo(InMemoryReadModel<V> rows) {
        Map<UUID, Optional<V>> before = new LinkedHashMap<>();
        for (RowChange<?> change : changes) {
            if (change.table().type().record() == rows.type().record()) {
                change.rows(rows).forEach(id -> before.computeIfAbsent(id, rows::get));
                ((RowChange<V>) change).applyTo(rows);
            }
        }
        return before;
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
            add(RowChange.Kind.INSERT, table.type().id(view), rows -> rows.insert(view));
        }

        @Override
        public void update(UUID id, UnaryOperator<V> change) {
            add(RowChange.Kind.UPDATE, id, rows -> rows.update(id, change));
        }

        @Override
        public void delete(UUID id) {
            add(RowChange.Kind.DELETE, id, rows -> rows.delete(id));
        }

        @Override
        public void deleteAll() {
            add(RowChange.Kind.DELETE_ALL, aggregate(), ReadModel::deleteAll);
        }

        private void add(RowChange.Kind kind, UUID id, Consumer<ReadModel<V>> change) {
            changes.add(new RowChange<>(event, table, kind, id, change));
        }
    }
}
