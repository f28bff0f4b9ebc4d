package io.fluvius.progress;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;

/** The projections of all domains, as far as they keep views. Safe for use by many threads. */
public interface Projections {

    /** The names of the processing groups that keep a view; none when nobody does. */
    Set<String> processingGroups(ViewType<?> view);

    /**
     * Applies an event to rows in memory, by the very handlers that keep the view's table. Quiet when no handler wants
     * the event.
     *
     * @throws IllegalStateException when the rows do not allow the change, or when the view is kept by other means than
     *     a {@link ReadModel} and so can be asked for the present only
     */
    <V extends Record> void apply(DomainEventMessage<?> event, InMemoryReadModel<V> rows);
}
