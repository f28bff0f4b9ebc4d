package io.fluvius.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed JSON is described in words of the application, not of the parser. */
class JsonTest {

    private static final String INVALID = "The body is not valid JSON: ";
    private static final String LIMITS = "at most 500 levels of nesting, 50000 characters in a member name, and 1000"
            + " characters in a number are allowed";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": NaN}                      | syntax error at line 1, column 10
            {"a": -Infinity}                | syntax error at line 1, column 16
            {"a": 1 /* one */}              | syntax error at line 1, column 9
            // one                          | syntax error at line 1, column 1
            `# one`                         | syntax error at line 1, column 1
            `\u001e{}`                      | syntax error at line 1, column 1
            ` \ufeff{}`                     | syntax error at line 1, column 2
            `\ufeff\ufeff{}`                | syntax error at line 1, column 1
            `{}\ufeff`                      | syntax error at line 1, column 3
            {"a": Infinity}                 | syntax error at line 1, column 15
            {'a': 1}                        | syntax error at line 1, column 2
            {"a" 1}                         | syntax error at line 1, column 6
            {"a": 1,}                       | syntax error at line 1, column 9
            {"a": tru}                      | syntax error at line 1, column 7
            {"a": 01}                       | syntax error at line 1, column 8
            {"a": +1}                       | syntax error at line 1, column 8
            `{"a": "\u0000"}`               | syntax error at line 1, column 8
            {"a": "\\x"}                    | syntax error at line 1, column 9
            `{"a":\n  oops}`                | syntax error at line 2, column 3
            {]                              | syntax error at line 1, column 2
            {"a": 1, "a": 2}                | duplicate member name at line 1, column 13
            {"a": {"b": 1, "b": 2}}         | duplicate member name at line 1, column 19
            {} {}                           | unexpected input after the value at line 1, column 4
            {"a": 1                         | unexpected end of input at line 1, column 8
            "a                              | unexpected end of input at line 1, column 3
            1e99999999999                   | a number is out of range
            """)
    void malformed_json_is_described_and_located(String json, String reason) {
        assertThat(problem(json).code()).isEqualTo(ProblemCode.MALFORMED_REQUEST);
        assertThat(problem(json).detail()).isEqualTo(INVALID + reason);
    }

    @Test
    void json_beyond_a_limit_is_refused_with_the_limits() {
        assertThat(problem("[".repeat(501)).detail()).isEqualTo(INVALID + LIMITS);
        assertThat(problem("9".repeat(1_001)).detail()).isEqualTo(INVALID + LIMITS);
        assertThat(problem("{\"" + "a".repeat(50_001) + "\": 1}").detail()).isEqualTo(INVALID + LIMITS);
    }

    @Test
    void the_line_number_counts_from_the_beginning_of_the_body() {
        ProblemException exception =
                catchThrowableOfType(ProblemException.class, () -> Json.read(bytes("{\"a\": NaN}"), 7));

        assertThat(exception.problem().detail()).isEqualTo(INVALID + "syntax error at line 7, column 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "1", "\"\ufeff\"", "{\"\ufeff\":1}"})
    void a_byte_order_mark_at_the_beginning_is_ignored(String json) {
        assertThat(Json.read(bytes("\ufeff" + json))).isEqualTo(Json.read(bytes(json)));
        assertThat(problem("\ufeff").detail()).isEqualTo("The body is empty");
    }

    @Test
    void an_empty_body_is_described() {
        assertThat(problem("").detail()).isEqualTo("The body is empty");
        assertThat(problem(" \n").detail()).isEqualTo("The body is empty");
    }

    @Test
    void invalid_utf_8_is_described() {
        byte[] latin1 = "{\"a\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        ProblemException exception = catchThrowableOfType(ProblemException.class, () -> Json.read(latin1));

        assertThat(exception.problem().detail()).isEqualTo("The body is not valid UTF-8");
    }

    private static Problem problem(String json) {
        return catchThrowableOfType(ProblemException.class, () -> Json.read(bytes(json)))
                .problem();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
