package io.fluvius.eventstore.event;

import java.time.Instant;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.jspecify.annotations.Nullable;

/** A row of the events. Knows its time, which Axon's own parses anew for whoever asks. */
public final class StoredEventData extends GenericDomainEventEntry<String> {

    private final Instant time;

    public StoredEventData(StoredEvent row, @Nullable String aggregate) {
        super(
                row.type(),
                aggregate,
                row.sequence(),
                row.id(),
                row.time(),
                row.payloadType(),
                row.revision(),
                row.payload(),
                row.metaData());
        this.time = EventTime.parse(row.time());
    }

    @Override
    public Instant getTimestamp() {
        return time;
    }
}
