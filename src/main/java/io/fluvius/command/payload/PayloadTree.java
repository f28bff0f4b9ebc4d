package io.fluvius.command.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fluvius.domain.text.StrictJson;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Converts a payload in any of its forms to a JSON tree. JSON text must not contain duplicate keys. */
final class PayloadTree {

    private final JsonMapper mapper = StrictJson.builder()
            .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /** Returns the tree of a {@code Map}, a record (without its null components), JSON text, or a tree. */
    JsonNode of(Object payload) {
        try {
            return switch (payload) {
                case JsonNode node -> node;
                case String text -> mapper.readTree(text);
                case Map<?, ?> map -> mapper.valueToTree(map);
                case Record record -> mapper.valueToTree(record);
                default ->
                    throw new IllegalArgumentException(
                            "A payload must be a Map, a record or JSON text, not " + payload.getClass());
            };
        } catch (JacksonException | NumberFormatException malformed) {
            throw Problem.of(ProblemCode.INVALID_PAYLOAD, "The payload is not valid JSON")
                    .at("/payload", "must be valid JSON without duplicate keys" + location(malformed))
                    .asException();
        }
    }

    /** Returns where the parser stopped, if known. Its own message is not used, because it contains class names. */
    private static String location(RuntimeException malformed) {
        TokenStreamLocation at = malformed instanceof JacksonException it ? it.getLocation() : null;
        return at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
