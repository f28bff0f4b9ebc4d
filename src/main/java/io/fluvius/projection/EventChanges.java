package io.fluvius.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/** The row changes that the handlers of one event record, or the exception of the handler that failed. Not thread-safe. */
final class EventChanges {

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

    void add(RowChange<?> change) {
        changes.add(change);
    }

    /** Returns the recorded changes. Throws the exception of the handler if it failed. */
    List<RowChange<?>> changes() throws Exception {
        if (failure != null) {
            throw failure;
        }
        return changes;
    }

    void fail(Exception thrown) {
        failure = thrown;
    }
}
