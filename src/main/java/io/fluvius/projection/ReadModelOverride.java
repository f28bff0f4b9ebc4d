package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.view.InMemoryReadModel;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.DomainEventMessage;

/** A resource of a unit of work. While it is present, event handlers change rows in memory instead of a table. */
record ReadModelOverride<V extends Record>(InMemoryReadModel<V> rows) {

    /** The name of this resource in a unit of work. */
    static final String RESOURCE = ReadModelOverride.class.getName();

    /** Returns the read model that a handler receives for a view. It ignores changes to any view but that of the rows. */
    ReadModel<?> readModel(DomainEventMessage<?> event, Class<? extends Record> view) {
        return rows.type().record() == view
                ? rows.forEvent(event.getTimestamp(), event.getSequenceNumber())
                : new IgnoringReadModel<>();
    }

    private static final class IgnoringReadModel<V extends Record> implements ReadModel<V> {

        @Override
        public void insert(V row) {}

        @Override
        public void update(UUID id, UnaryOperator<V> change) {}

        @Override
        public void delete(UUID id) {}
    }
}
