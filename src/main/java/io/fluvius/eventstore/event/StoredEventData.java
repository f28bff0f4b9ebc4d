package io.fluvius.eventstore.event;

import java.time.Instant;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.jspecify.annotations.Nullable;

/** An event that was read. Its timestamp is parsed once; the superclass parses it on each call. */
public final class StoredEventData extends GenericDomainEventEntry<String> {

    private final Instant time;

    /** @param aggregate the identifier of the aggregate; null when the event belongs to no aggregate */
    public StoredEventData(StoredEvent event, @Nullable String aggregate) {
        super(
                event.type(),
                aggregate,
                event.sequence(),
                event.id(),
                event.time(),
                event.payloadType(),
                event.revision(),
                event.payload(),
                event.metaData());
        this.time = EventTime.parse(event.time());
    }

    @Override
    public Instant getTimestamp() {
        return time;
    }
}
