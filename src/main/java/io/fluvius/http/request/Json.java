package io.fluvius.http.request;

import io.fluvius.domain.text.StrictJson;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as it comes in and goes out. Strict: no key twice in an object, nothing after the end, valid UTF-8, and no deeper
 * than {@link tools.jackson.core.StreamReadConstraints#DEFAULT_MAX_DEPTH} levels. Members keep their order.
 */
public final class Json {

    public static final JsonMapper MAPPER = StrictJson.builder().build();

    /** The parser's remarks on where its input comes from. */
    private static final Pattern UNWANTED = Pattern.compile("(?s) \\(start marker.*|\\[Source.*|\n.*");

    private Json() {}

    /** The tree that the bytes hold. Throws {@link ProblemCode#MALFORMED_REQUEST}. */
    public static JsonNode read(byte[] utf8) {
        try {
            JsonNode tree = MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
            if (tree.isMissingNode()) {
                throw malformedRequestException("The body is empty");
            }
            return tree;
        } catch (CharacterCodingException invalid) {
            throw malformedRequestException("The body is not valid UTF-8");
        } catch (JacksonException | NumberFormatException malformed) {
            throw malformedRequestException("The body is not JSON: " + reason(malformed));
        }
    }

    public static RuntimeException malformedRequestException(String detail) {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, detail).asException();
    }

    /** What is wrong and where, without the parser's own names. */
    public static String reason(RuntimeException malformed) {
        return switch (malformed) {
            case StreamConstraintsException tooMuch ->
                "it is nested too deep, or has a name or number that is too long";
            case DatabindException trailing -> "something stands after its end";
            case JacksonException syntax -> reason(syntax);
            // an exponent beyond an int; Jackson lets that exception through
            default -> "it has a number that is too large or too small";
        };
    }

    private static String reason(JacksonException malformed) {
        String message = malformed.getOriginalMessage();
        var location = malformed.getLocation();
        return UNWANTED.matcher(message).replaceAll("")
                + (location == null || location.getLineNr() < 1
                        ? ""
                        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")");
    }
}
