package io.fluvius.http.command;

import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one command per line. A malformed or too large line does not affect the others. Blank lines are ignored. */
final class NdjsonEntries implements BatchEntries {

    private final InputStream body;
    private long lineNumber;

    NdjsonEntries(InputStream body) {
        this.body = new BufferedInputStream(body);
    }

    @Override
    public @Nullable JsonNode next() throws IOException {
        byte[] line = nextLine();
        while (line != null && isBlank(line)) {
            line = nextLine();
        }
        return line == null ? null : Json.read(line, lineNumber);
    }

    /** Whether a line has nothing but white space, and a byte order mark at most. */
    private static boolean isBlank(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1)
                .replace("\u00ef\u00bb\u00bf", "")
                .isBlank();
    }

    private byte @Nullable [] nextLine() throws IOException {
        lineNumber++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = body.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = body.read()) {
            // one byte beyond the limit is kept, so that the excess is seen at the end of the line
            if (line.size() <= BodyReader.MAX_BYTES) {
                line.write(next);
            }
        }
        if (line.size() > BodyReader.MAX_BYTES) {
            throw BodyReader.payloadTooLargeException();
        }
        return line.toByteArray();
    }
}
