package io.fluvius.kernel.command;

import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns what a caller gives as a payload into a JSON tree; in JSON text no key may stand twice. */
final class StrictJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The tree of a {@code Map}, a record, JSON text, or a tree itself. */
    JsonNode tree(Object payload) {
        return switch (payload) {
            case JsonNode node -> node;
            case String text -> parse(text);
            case Map<?, ?> map -> mapper.valueToTree(map);
            case Record record -> mapper.valueToTree(record);
            default ->
                throw new IllegalArgumentException(
                        "A payload is a Map, a record or JSON text, not a " + payload.getClass());
        };
    }

    private JsonNode parse(String text) {
        try {
            return mapper.readTree(text);
        } catch (JacksonException malformed) {
            throw Problem.of(ProblemCode.INVALID_PAYLOAD, "The payload is not JSON")
                    .at("/payload", malformed.getOriginalMessage())
                    .asException();
        }
    }
}
