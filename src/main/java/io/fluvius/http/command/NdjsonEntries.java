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

/** A command a line. A line that is too long or no JSON spoils itself only; empty lines do not count. */
final class NdjsonEntries implements BatchEntries {

    private final InputStream body;

    NdjsonEntries(InputStream body) {
        this.body = new BufferedInputStream(body);
    }

    @Override
    public @Nullable JsonNode next() throws IOException {
        byte[] line = line();
        while (line != null && new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
            line = line();
        }
        return line == null ? null : Json.read(line);
    }

    @Override
    public boolean isBroken() {
        return false;
    }

    private byte @Nullable [] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = body.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.size() < BodyReader.MAX_BYTES) {
                line.write(next);
            } else {
                skipRest();
                throw BodyReader.payloadTooLargeException();
            }
            next = body.read();
        }
        return line.toByteArray();
    }

    private void skipRest() throws IOException {
        int next = body.read();
        while (next >= 0 && next != '\n') {
            next = body.read();
        }
    }
}
