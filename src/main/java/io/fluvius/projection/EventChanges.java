package io.fluvius.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/** What the handlers of one event want changed, or why one of them failed. Used by one thread. */
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

    /** The changes. Throws what the handler threw. */
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
