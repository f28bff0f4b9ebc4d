package io.fluvius.http.command;

import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.Json;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** A command an element of one array, read as they arrive. What is no JSON ends the batch: there is no next line. */
final class JsonArrayEntries implements BatchEntries {

    /** After an entry comes the next one, so here trailing tokens are none of its faults. */
    private static final ObjectReader ENTRY =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Bounded body;
    private final JsonParser parser;
    private boolean broken;

    JsonArrayEntries(InputStream body) throws IOException {
        this.body = new Bounded(body);
        // decoded here, because the parser would guess at other encodings than UTF-8
        this.parser = Json.MAPPER.createParser(new InputStreamReader(this.body, StandardCharsets.UTF_8.newDecoder()));
        if (first() != JsonToken.START_ARRAY) {
            throw Json.malformedRequestException("A batch is an array of commands");
        }
    }

    @Override
    public @Nullable JsonNode next() {
        body.renew();
        try {
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                requireEnd();
                return null;
            }
            return ENTRY.readTree(parser);
        } catch (TooLarge entry) {
            broken = true;
            throw BodyReader.payloadTooLargeException();
        } catch (JacksonException | NumberFormatException malformed) {
            broken = true;
            throw malformed.getCause() instanceof TooLarge
                    ? BodyReader.payloadTooLargeException()
                    : Json.malformedRequestException("The body is not JSON: " + Json.reason(malformed));
        }
    }

    @Override
    public boolean isBroken() {
        return broken;
    }

    private @Nullable JsonToken first() {
        try {
            return parser.nextToken();
        } catch (TooLarge beforeTheArray) {
            throw BodyReader.payloadTooLargeException();
        } catch (JacksonException malformed) {
            throw Json.malformedRequestException("The body is not JSON: " + Json.reason(malformed));
        }
    }

    private void requireEnd() {
        if (parser.nextToken() != null) {
            broken = true;
            throw Json.malformedRequestException("Something stands after the end of the array");
        }
    }

    /** Gives no more bytes than one entry may have, and what the parser reads ahead, before it is renewed. */
    private static final class Bounded extends FilterInputStream {

        /** At least as much as Jackson's buffer of 8000 bytes, which may reach into the next entry. */
        private static final int READ_AHEAD = 16_384;

        private int left = BodyReader.MAX_BYTES + READ_AHEAD;

        Bounded(InputStream body) {
            super(body);
        }

        void renew() {
            left = BodyReader.MAX_BYTES + READ_AHEAD;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return count(super.read(bytes, offset, length));
        }

        private int count(int bytes) {
            left -= Math.max(bytes, 0);
            if (left < 0) {
                throw new TooLarge();
            }
            return bytes;
        }
    }

    /** An entry has more bytes than allowed. */
    @SuppressWarnings("serial")
    private static final class TooLarge extends RuntimeException {
        TooLarge() {
            super(null, null, false, false);
        }
    }
}
