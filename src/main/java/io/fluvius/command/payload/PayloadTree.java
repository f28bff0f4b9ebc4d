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

/** Turns what a caller gives as a payload into a JSON tree; in JSON text no key may stand twice. */
final class PayloadTree {

    private final JsonMapper mapper = StrictJson.builder()
            .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /** The tree of a {@code Map}, a record (absent components left out), JSON text, or a tree itself. */
    JsonNode of(Object payload) {
        try {
            return switch (payload) {
                case JsonNode node -> node;
                case String text -> mapper.readTree(text);
                case Map<?, ?> map -> mapper.valueToTree(map);
                case Record record -> mapper.valueToTree(record);
                default ->
                    throw new IllegalArgumentException(
                            "A payload is a Map, a record or JSON text, not a " + payload.getClass());
            };
        } catch (JacksonException | NumberFormatException malformed) {
            throw Problem.of(ProblemCode.INVALID_PAYLOAD, "The payload is not JSON")
                    .at("/payload", "cannot be read as JSON in which every key stands once" + place(malformed))
                    .asException();
        }
    }

    /** Where the parser stopped, if it knows. Its own message would show class names to the caller. */
    private static String place(RuntimeException malformed) {
        TokenStreamLocation at = malformed instanceof JacksonException it ? it.getLocation() : null;
        return at == null || at.getLineNr() < 1 ? "" : ", see line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
