package io.fluvius.command;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.command.SuccessReceipts.Outcome;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The events that a command appends. Their identifiers are derived from the command's: the first event has the command's
 * own identifier and contains its fingerprint, the next ones are {@code <id>:1}, {@code <id>:2} and so on. A store that has
 * an event with the identifier of a command therefore contains the outcome of the command. Belongs to one thread.
 */
final class CommandEvents {

    private final PreparedCommand command;
    private int count;
    private @Nullable String aggregate;
    private @Nullable String lastId;
    private long version = -1;
    private @Nullable String fingerprint;

    private CommandEvents(PreparedCommand command) {
        this.command = command;
    }

    /** Starts to collect the events of a command in the root of its unit of work. */
    static CommandEvents collect(UnitOfWork<?> root, PreparedCommand command) {
        CommandEvents events = new CommandEvents(command);
        root.resources().put(key(command.getIdentifier()), events);
        return events;
    }

    /** Returns the event under its derived identifier; an event that was not applied by a command is returned unchanged. */
    static EventMessage<?> named(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> domainEvent
                ? of(event.getMetaData().get(Command.COMMAND_ID))
                        .<EventMessage<?>>map(events -> events.add(domainEvent))
                        .orElse(event)
                : event;
    }

    /** Returns the events of a command that is part of the current unit of work. */
    static Optional<CommandEvents> of(@Nullable Object commandId) {
        return CurrentUnitOfWork.map(work -> work.root().getResource(key(commandId)));
    }

    /** Sets the version of the loaded aggregate. */
    void startAt(long loaded) {
        version = loaded;
    }

    /** The version of the command's aggregate: the sequence number of its last event, -1 for an aggregate without events. */
    long version() {
        return version;
    }

    Outcome outcome() {
        Receipt receipt = new Receipt(
                command.command().id(),
                command.command().key(),
                command.command().aggregate(),
                version,
                null,
                null,
                fingerprint());
        return new Outcome(receipt, lastId);
    }

    private String fingerprint() {
        if (fingerprint == null) {
            fingerprint = command.command().fingerprint();
        }
        return fingerprint;
    }

    private <T> DomainEventMessage<T> add(DomainEventMessage<T> event) {
        String id = command.getIdentifier() + (count == 0 ? "" : ":" + count);
        Map<String, ?> metadata =
                count == 0 ? event.getMetaData().and(Command.FINGERPRINT, fingerprint()) : event.getMetaData();
        aggregate = aggregate == null ? event.getAggregateIdentifier() : aggregate;
        version = event.getAggregateIdentifier().equals(aggregate) ? event.getSequenceNumber() : version;
        lastId = id;
        count++;
        return new GenericDomainEventMessage<>(
                event.getType(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                new GenericMessage<>(id, event.getPayload(), metadata),
                event.getTimestamp());
    }

    private static String key(@Nullable Object commandId) {
        return CommandEvents.class.getName() + "/" + commandId;
    }
}
