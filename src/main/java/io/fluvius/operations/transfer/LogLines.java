package io.fluvius.operations.transfer;

import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.log.LoggedReceipt;
import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines of an exported log, as text without the end of the line. Stored JSON is embedded as it is stored, character by
 * character. A parser returns a row or null; a row whose line would differ from the parsed line in anything is null, too.
 */
final class LogLines {

    static final String EVENT = "{\"position\":";
    static final String RECEIPT = "{\"receipt\":";
    static final String CHECKSUM = "{\"checksum\":";
    static final String END = "{\"end\":";

    /** Reads stored JSON of any size, which the application has accepted once. */
    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private LogLines() {}

    static String event(LoggedEvent row) {
        StoredEvent event = row.event();
        return object(json -> {
            json.writeNumberProperty("position", row.position());
            json.writeStringProperty("id", event.id());
            json.writeStringProperty("aggregate", event.aggregate());
            json.writeNumberProperty("sequence", event.sequence());
            write(json, "resource", event.type());
            json.writeStringProperty("time", event.time());
            json.writeStringProperty("type", event.payloadType());
            write(json, "revision", event.revision());
            writeStored(json, "payload", event.payload());
            writeStored(json, "metaData", event.metaData());
        });
    }

    static @Nullable LoggedEvent parseEvent(String line) {
        try {
            Map<String, String> members = members(line);
            LoggedEvent row = new LoggedEvent(
                    number(members, "position"),
                    new StoredEvent(
                            text(members, "id"),
                            text(members, "aggregate"),
                            number(members, "sequence"),
                            members.get("resource"),
                            text(members, "time"),
                            text(members, "type"),
                            members.get("revision"),
                            text(members, "payload"),
                            text(members, "metaData")));
            return event(row).equals(line) ? row : null;
        } catch (JacksonException | IllegalArgumentException malformed) {
            return null;
        }
    }

    static String receipt(LoggedReceipt receipt) {
        return object(json -> {
            json.writeStringProperty("receipt", receipt.commandId().toString());
            json.writeStringProperty("command", Objects.requireNonNull(receipt.command()));
            json.writeStringProperty("resource", receipt.resource());
            json.writeStringProperty("aggregate", receipt.aggregate().toString());
            write(json, "version", receipt.version());
            write(json, "position", receipt.position());
            if (receipt.error() != null) {
                writeStored(json, "error", receipt.error());
            }
            write(json, "fingerprint", receipt.fingerprint());
            json.writeStringProperty("handledAt", receipt.handledAt().toString());
        });
    }

    static @Nullable LoggedReceipt parseReceipt(String line) {
        try {
            Map<String, String> members = members(line);
            LoggedReceipt receipt = new LoggedReceipt(
                    UUID.fromString(text(members, "receipt")),
                    text(members, "command"),
                    text(members, "resource"),
                    UUID.fromString(text(members, "aggregate")),
                    members.containsKey("version") ? (Long) number(members, "version") : null,
                    members.containsKey("position") ? (Long) number(members, "position") : null,
                    members.get("error"),
                    members.get("fingerprint"),
                    Instant.parse(text(members, "handledAt")));
            return receipt(receipt).equals(line) ? receipt : null;
        } catch (JacksonException | IllegalArgumentException | DateTimeParseException malformed) {
            return null;
        }
    }

    /** The line after each 10,000 rows: the checksum of the lines before it, without the header. */
    static String checksum(Checksum checksum, long events, long receipts, long position) {
        return sum("checksum", checksum, events, receipts, position);
    }

    /** The last line. */
    static String end(Checksum checksum, long events, long receipts, long position) {
        return sum("end", checksum, events, receipts, position);
    }

    private static String sum(String name, Checksum checksum, long events, long receipts, long position) {
        return object(json -> {
            json.writeStringProperty(name, checksum.value());
            json.writeNumberProperty("events", events);
            json.writeNumberProperty("receipts", receipts);
            json.writeNumberProperty("position", position);
        });
    }

    static String object(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void write(JsonGenerator json, String name, @Nullable Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }

    /** Text that is not a JSON object on one line, as another program may have stored it, is written as a string. */
    private static void writeStored(JsonGenerator json, String name, String stored) {
        json.writeName(name);
        if (isObjectOnOneLine(stored)) {
            json.writeRawValue(stored);
        } else {
            json.writeString(stored);
        }
    }

    private static boolean isObjectOnOneLine(String text) {
        if (!text.startsWith("{") || !text.endsWith("}") || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException malformed) {
            return false;
        }
    }

    /** The members of a line as text; those that are objects exactly as they are in the line. */
    private static Map<String, String> members(String line) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    long start = parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    members.put(name, line.substring((int) start, (int)
                            parser.currentLocation().getCharOffset()));
                } else {
                    members.put(name, parser.getString());
                }
            }
        }
        return members;
    }

    private static String text(Map<String, String> members, String name) {
        return Objects.requireNonNullElseGet(members.get(name), () -> {
            throw new IllegalArgumentException(name);
        });
    }

    private static long number(Map<String, String> members, String name) {
        return Long.parseLong(text(members, name));
    }
}
