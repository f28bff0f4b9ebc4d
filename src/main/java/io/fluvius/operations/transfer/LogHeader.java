package io.fluvius.operations.transfer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The first line of an exported log. A file may have several parts, each with a header, of which each continues the one before.
 *
 * @param format the version of the form of the file
 * @param version the version of the application that exported
 * @param application its name
 * @param store the kind of database
 * @param exportedAt when it was exported
 * @param from the lowest position that an event of this part may have
 * @param previous the identifier of the last event before; null when the log begins with this part
 * @param head the head of the log when the export began
 */
record LogHeader(
        int format,
        String version,
        String application,
        String store,
        Instant exportedAt,
        long from,
        @Nullable String previous,
        long head) {

    static final String PREFIX = "{\"fluvius\":";

    /** The form that this version writes and reads. */
    static final int FORMAT = 1;

    /** The line, with a checksum of the text before the checksum. */
    byte[] line() {
        String members = LogLines.object(json -> {
            json.writeStringProperty("fluvius", "log");
            json.writeNumberProperty("format", format);
            json.writeStringProperty("version", version);
            json.writeStringProperty("application", application);
            json.writeStringProperty("store", store);
            json.writeStringProperty("exportedAt", exportedAt.toString());
            json.writeNumberProperty("from", from);
            if (previous != null) {
                json.writeStringProperty("previous", previous);
            }
            json.writeNumberProperty("head", head);
        });
        String checked = members.substring(0, members.length() - 1);
        Checksum checksum = new Checksum();
        checksum.add(checked.getBytes(StandardCharsets.UTF_8));
        return (checked + ",\"checksum\":\"" + checksum.value() + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the header that a line contains, or null when the line is not as {@link #line()} writes it. */
    static @Nullable LogHeader parse(String line) {
        try {
            JsonNode json = LogLines.JSON.readTree(line);
            LogHeader header = new LogHeader(
                    json.path("format").asInt(),
                    json.path("version").asString(),
                    json.path("application").asString(),
                    json.path("store").asString(),
                    Instant.parse(json.path("exportedAt").asString()),
                    json.path("from").asLong(),
                    json.has("previous") ? json.path("previous").asString() : null,
                    json.path("head").asLong());
            return new String(header.line(), StandardCharsets.UTF_8).equals(line + "\n") ? header : null;
        } catch (JacksonException | DateTimeParseException malformed) {
            return null;
        }
    }

    /** Whether a line is the header of a newer format, whose other members this version does not know. */
    static boolean isOfNewerFormat(String line) {
        try {
            JsonNode json = LogLines.JSON.readTree(line);
            return json.path("fluvius").asString("").equals("log")
                    && json.path("format").asInt(0) > FORMAT;
        } catch (JacksonException malformed) {
            return false;
        }
    }
}
