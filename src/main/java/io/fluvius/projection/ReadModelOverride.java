package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.view.InMemoryReadModel;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.DomainEventMessage;

/** Lets the handlers of one event change rows in memory instead of a table. */
record ReadModelOverride<V extends Record>(InMemoryReadModel<V> rows) {

    /** Under which a unit of work keeps it. */
    static final String RESOURCE = ReadModelOverride.class.getName();

    /** The read model of a view as a handler sees it; what is done to another view than that of the rows is lost. */
    ReadModel<?> during(DomainEventMessage<?> event, Class<? extends Record> view) {
        return rows.type().record() == view
                ? rows.forEvent(event.getTimestamp(), event.getSequenceNumber())
                : new Ignored<>();
    }

    private static final class Ignored<V extends Record> implements ReadModel<V> {

        @Override
        public void insert(V row) {
            // of no interest
        }

        @Override
        public void update(UUID id, UnaryOperator<V> change) {
            // of no interest
        }

        @Override
        public void delete(UUID id) {
            // of no interest
        }
    }
}
