package io.fluvius.progress;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;

/** The projections of all domains that maintain views. Safe for use by many threads. */
public interface Projections {

    /** The names of the processing groups that maintain a view; empty when no projection does. */
    Set<String> processingGroups(ViewType<?> view);

    /**
     * Applies an event to rows in memory, with the event handlers that maintain the table of the view. Does nothing when
     * no handler handles the event.
     *
     * @return the rows that the event changes, as they were before; empty for a row that did not exist
     * @throws IllegalStateException when the rows do not allow the change, or when the handlers do not maintain the view
     *     through a {@link ReadModel}; such a view has no past states
     */
    <V extends Record> Map<UUID, Optional<V>> apply(DomainEventMessage<?> event, InMemoryReadModel<V> rows);
}
