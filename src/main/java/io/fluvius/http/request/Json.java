package io.fluvius.http.request;

import io.fluvius.domain.text.StrictJson;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes JSON in UTF-8. Input is malformed when an object has a member name twice, when anything follows the
 * value, or when it exceeds the limits of {@link StreamReadConstraints}. Members keep their order. A problem describes
 * malformed input in words of this class, because the parser's messages name its classes and settings.
 */
public final class Json {

    public static final JsonMapper MAPPER = StrictJson.builder().build();

    /** How Jackson's message about a duplicate member name begins; there is no exception type for it. */
    private static final String DUPLICATE = "Duplicate Object property";

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private static final String LIMITS = "at most " + StreamReadConstraints.DEFAULT_MAX_DEPTH + " levels of nesting, "
            + StreamReadConstraints.DEFAULT_MAX_NAME_LEN + " characters in a member name, and "
            + StreamReadConstraints.DEFAULT_MAX_NUM_LEN + " characters in a number are allowed";

    private Json() {}

    /** Parses a body. Throws {@link ProblemCode#MALFORMED_REQUEST}. */
    public static JsonNode read(byte[] utf8) {
        return read(utf8, 1);
    }

    /**
     * Parses a part of a body. Throws {@link ProblemCode#MALFORMED_REQUEST}.
     *
     * @param firstLine the number of the line at which the part begins, from 1
     */
    public static JsonNode read(byte[] utf8, long firstLine) {
        Reader text = reader(new ByteArrayInputStream(utf8));
        JsonNode tree = parse(() -> MAPPER.readTree(text), firstLine);
        if (tree.isMissingNode()) {
            throw malformedRequestException("The body is empty");
        }
        return tree;
    }

    /**
     * Decodes UTF-8 strictly, and leaves out a byte order mark at the beginning. A parser that reads bytes would guess the
     * encoding instead.
     */
    public static Reader reader(InputStream utf8) {
        return new FilterReader(new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder())) {
            private boolean begun;

            @Override
            public int read(char[] chars, int offset, int length) throws IOException {
                int count = super.read(chars, offset, length);
                if (begun || count < 1) {
                    return count;
                }
                begun = true;
                if (chars[offset] != BYTE_ORDER_MARK) {
                    return count;
                }
                System.arraycopy(chars, offset + 1, chars, offset, count - 1);
                return count == 1 ? read(chars, offset, length) : count - 1;
            }
        };
    }

    /**
     * Returns what a step of a parser returns, and translates the exceptions of the parser to
     * {@link ProblemCode#MALFORMED_REQUEST}.
     *
     * @param firstLine the number of the line at which the parser began, from 1
     */
    public static <T> T parse(Supplier<T> step, long firstLine) {
        try {
            return step.get();
        } catch (JacksonException | NumberFormatException malformed) {
            throw malformedRequestException(detail(malformed, firstLine));
        }
    }

    public static RuntimeException malformedRequestException(String detail) {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, detail).asException();
    }

    private static String detail(RuntimeException malformed, long firstLine) {
        if (malformed instanceof JacksonIOException unreadable) {
            return unreadable.getCause() instanceof CharacterCodingException
                    ? "The body is not valid UTF-8"
                    : "The body could not be read";
        }
        String reason = switch (malformed) {
            case StreamConstraintsException excessive -> LIMITS;
            case UnexpectedEndOfInputException truncated -> "unexpected end of input";
            case DatabindException trailing -> "unexpected input after the value";
            case JacksonException invalid ->
                invalid.getOriginalMessage().startsWith(DUPLICATE) ? "duplicate member name" : "syntax error";
            // thrown by BigDecimal for an exponent that is no int; Jackson does not translate it
            default -> "a number is out of range";
        };
        return "The body is not valid JSON: " + reason + location(malformed, firstLine);
    }

    private static String location(RuntimeException malformed, long firstLine) {
        TokenStreamLocation at = malformed instanceof JacksonException it ? it.getLocation() : null;
        return at == null || at.getLineNr() < 1
                ? ""
                : " at line " + (firstLine - 1 + at.getLineNr()) + ", column " + at.getColumnNr();
    }
}
