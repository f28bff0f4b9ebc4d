package io.fluvius.eventstore.receipt;

import io.fluvius.command.Command;
import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.text.StoredJson;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Derives the receipts of successful commands from their events in the database. The identifiers of the events of a command
 * are {@code <id>}, {@code <id>:1}, {@code <id>:2} and so on, where {@code <id>} is the command's. Safe for use by many
 * threads.
 */
public final class EventReceipts {

    /** The fingerprint of an event that is no receipt; no command has it. */
    private static final String NO_FINGERPRINT = "";

    private final DSLContext dsl;
    private final PersonalEvents personal;
    private final JsonMapper json = StoredJson.mapper();

    /** @param personal decrypts the fingerprints of commands that contained personal data */
    public EventReceipts(DSLContext dsl, PersonalEvents personal) {
        this.dsl = dsl;
        this.personal = personal;
    }

    /**
     * Looks up the receipt of a command that has events. When an event has the identifier by chance, the fingerprint of the
     * receipt differs from that of every command.
     */
    public Optional<Receipt> find(UUID commandId) {
        String id = commandId.toString();
        List<Record> events = List.copyOf(dsl.select(
                        EventStoreTables.EVENT_ID,
                        EventStoreTables.AGGREGATE,
                        EventStoreTables.AGGREGATE_TYPE,
                        EventStoreTables.SEQUENCE,
                        EventStoreTables.INDEX,
                        EventStoreTables.METADATA)
                .from(EventStoreTables.EVENTS)
                // in the order of bytes, ';' follows ':'
                .where(EventStoreTables.EVENT_ID.ge(id), EventStoreTables.EVENT_ID.lt(id + ";"))
                .orderBy(EventStoreTables.INDEX)
                .fetch());
        return events.stream()
                .filter(event -> event.get(EventStoreTables.EVENT_ID).equals(id))
                .findFirst()
                .map(first -> receipt(commandId, first, events));
    }

    private Receipt receipt(UUID commandId, Record first, List<Record> events) {
        String aggregate = first.get(EventStoreTables.AGGREGATE);
        Long version = events.stream()
                .filter(event -> event.get(EventStoreTables.AGGREGATE).equals(aggregate))
                .map(event -> event.get(EventStoreTables.SEQUENCE))
                .reduce((earlier, later) -> later)
                .orElse(null);
        return new Receipt(
                commandId,
                null,
                AggregateRef.of(
                        String.valueOf(first.get(EventStoreTables.AGGREGATE_TYPE)),
                        Identifiers.parse(aggregate).orElse(commandId)),
                version,
                new Position(events.getLast().get(EventStoreTables.INDEX)),
                null,
                fingerprint(commandId, first));
    }

    /** Null if the person whose data the command contained was forgotten: then the identifier alone determines the command. */
    private @Nullable String fingerprint(UUID commandId, Record event) {
        JsonNode metadata = json.readTree(
                personal.shownMetaData(event.get(EventStoreTables.EVENT_ID), event.get(EventStoreTables.METADATA)));
        if (!metadata.path(Command.COMMAND_ID).asString("").equals(commandId.toString())) {
            return NO_FINGERPRINT;
        }
        JsonNode fingerprint = metadata.path(Command.FINGERPRINT);
        return fingerprint.isObject() ? null : fingerprint.asString(NO_FINGERPRINT);
    }
}
