package io.fluvius.axonserver;

import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.event.Event;
import io.fluvius.command.Command;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.eventstore.log.LoggedReceipt;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Derives the receipts of commands from their events, which follow each other in a log. In a database, the events of a command are its
 * receipt; beside Axon Server, every command has a receipt of its own. Belongs to one import.
 */
final class DerivedReceipts {

    private final long oldest;
    private final Consumer<LoggedReceipt> receipts;
    private @Nullable LoggedReceipt current;

    /** @param oldest receipts of earlier commands are purged already */
    DerivedReceipts(Instant oldest, Consumer<LoggedReceipt> receipts) {
        this.oldest = oldest.toEpochMilli();
        this.receipts = receipts;
    }

    void add(long position, Event event) {
        if (current != null && event.getMessageIdentifier().startsWith(current.commandId() + ":")) {
            current = later(current, position, event);
        } else {
            end();
            current = event.getTimestamp() < oldest ? null : first(position, event);
        }
    }

    /** Passes on the last receipt. */
    void end() {
        if (current != null) {
            receipts.accept(current);
            current = null;
        }
    }

    /** The identifier of the first event of a command is that of the command. */
    private static @Nullable LoggedReceipt first(long position, Event event) {
        String command = text(event, Command.COMMAND_ID);
        if (!event.getMessageIdentifier().equals(command)) {
            return null;
        }
        UUID id = Identifiers.parse(command).orElse(null);
        return id == null
                ? null
                : new LoggedReceipt(
                        id,
                        null,
                        event.getAggregateType(),
                        Identifiers.parse(event.getAggregateIdentifier()).orElse(id),
                        event.getAggregateSequenceNumber(),
                        position,
                        null,
                        text(event, Command.FINGERPRINT),
                        Instant.ofEpochMilli(event.getTimestamp()));
    }

    private static LoggedReceipt later(LoggedReceipt receipt, long position, Event event) {
        boolean isOfAggregate =
                event.getAggregateIdentifier().equals(receipt.aggregate().toString());
        return new LoggedReceipt(
                receipt.commandId(),
                receipt.command(),
                receipt.resource(),
                receipt.aggregate(),
                isOfAggregate ? (Long) event.getAggregateSequenceNumber() : receipt.version(),
                position,
                null,
                receipt.fingerprint(),
                receipt.handledAt());
    }

    private static String text(Event event, String member) {
        return event.getMetaDataOrDefault(member, MetaDataValue.getDefaultInstance())
                .getTextValue();
    }
}
