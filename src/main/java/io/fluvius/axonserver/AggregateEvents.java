package io.fluvius.axonserver;

import io.fluvius.command.Command;
import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.ValueClaim;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Derives unique values and outcomes of commands from the committed events of an aggregate. Safe for use by many threads. */
final class AggregateEvents {

    private final EventStore store;

    AggregateEvents(EventStore store) {
        this.store = store;
    }

    /** Whether the owner has claimed the value and has not released it since. Reads all events of the owner. */
    boolean isHeld(ValueClaim value) {
        boolean held = false;
        DomainEventStream events = store.readEvents(value.owner().toString(), 0);
        while (events.hasNext()) {
            DomainEventMessage<?> event = events.next();
            boolean released =
                    ClaimMetadata.released(event.getMetaData(), value.owner()).contains(value);
            held = held && !released
                    || ClaimMetadata.claimed(event.getMetaData(), value.owner()).contains(value);
        }
        return held;
    }

    /** The last event of the command; empty when its events are not stored. Reads from the version in the receipt. */
    Optional<DomainEventMessage<?>> findLast(Receipt receipt) {
        Long version = receipt.version();
        DomainEventStream events = store.readEvents(receipt.aggregate().id().toString(), version == null ? 0 : version);
        while (events.hasNext()) {
            DomainEventMessage<?> event = events.next();
            if (receipt.commandId().toString().equals(event.getMetaData().get(Command.COMMAND_ID))) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }
}
