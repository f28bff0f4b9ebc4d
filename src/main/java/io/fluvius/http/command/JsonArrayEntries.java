package io.fluvius.http.command;

import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.Json;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * Reads the commands of a JSON array as they arrive. A malformed or too large entry ends the batch, because the parser
 * cannot find the beginning of the next one. Jackson limits a document, not an element of it, so the bytes of each entry
 * are counted here.
 */
final class JsonArrayEntries implements BatchEntries {

    /** What follows an entry is the next entry, not a trailing token. */
    private static final ObjectReader ENTRY =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** More than the decoder (8192 bytes) and the parser (4000 characters) read beyond the end of an entry. */
    private static final int READ_AHEAD = 32 * 1024;

    private final JsonParser parser;
    private int remainingBytes = BodyReader.MAX_BYTES + READ_AHEAD;
    private boolean broken;

    /** Throws when the body does not begin with an array. */
    JsonArrayEntries(InputStream body) {
        this.parser = Json.MAPPER.createParser(Json.reader(bounded(body)));
        if (Json.parse(parser::nextToken, 1) != JsonToken.START_ARRAY) {
            throw Json.malformedRequestException("The body must be a JSON array of commands");
        }
    }

    @Override
    public @Nullable JsonNode next() {
        if (broken) {
            return null;
        }
        remainingBytes = BodyReader.MAX_BYTES + READ_AHEAD;
        broken = true;
        JsonNode entry = Json.parse(this::entryOrEnd, 1);
        broken = false;
        return entry;
    }

    private @Nullable JsonNode entryOrEnd() {
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            return ENTRY.readTree(parser);
        }
        if (parser.nextToken() != null) {
            throw Json.malformedRequestException("The body is not valid JSON: unexpected input after the array");
        }
        return null;
    }

    /** Throws when more bytes are read than remain for the current entry. The decoder calls only this overload. */
    private InputStream bounded(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                remainingBytes -= count;
                if (remainingBytes < 0) {
                    throw BodyReader.payloadTooLargeException();
                }
                return count;
            }
        };
    }
}
