package io.fluvius.projection;

import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jooq.DSLContext;

/**
 * Applies single events to the views of a processing group, outside of its processor: those that were parked. It does what the
 * processor does with an event: an event that a row includes changes nothing, and neither does one that precedes the deletion of
 * the row. Safe for use by many threads.
 */
public final class EventApplier {

    private final ProjectionBeans projections;
    private final DSLContext dsl;
    private final ViewTables tables;
    private final TableGate gate;

    /** @param gate closed while tables are replaced */
    EventApplier(ProjectionBeans projections, DSLContext dsl, ViewTables tables, TableGate gate) {
        this.projections = projections;
        this.dsl = dsl;
        this.tables = tables;
        this.gate = gate;
    }

    /** Whether a processing group maintains a view. */
    public boolean maintainsView(String processingGroup) {
        return !projections.views(processingGroup).isEmpty();
    }

    /**
     * Writes the changes of a stored event, in the caller's transaction. After a failure none of them is written, and the
     * transaction can go on.
     *
     * @param parts the event, or the events into which upcasters split it
     * @throws Exception that of a handler or of the database
     */
    public void apply(String processingGroup, List<DomainEventMessage<?>> parts) throws Exception {
        List<EventChanges> changes = parts.stream()
                .map(part -> projections.changes(processingGroup, part))
                .toList();
        gate.enterUntilEndOfTransaction();
        EventChanges.write(changes, dsl, table -> tables.of(table.type().resource()), TableWriter.RowsToRead.ALL);
    }
}
