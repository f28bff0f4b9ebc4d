package io.fluvius.http.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of a batch that are malformed or too large. */
class BatchEntriesTest {

    private static final int MIB = 1024 * 1024;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": NaN}       | syntax error at line 2, column 10
            {"a": 1 /* 1 */} | syntax error at line 2, column 9
            `\u001e{}`       | syntax error at line 2, column 1
            {"a": 1, "a": 2} | duplicate member name at line 2, column 13
            {} {}            | unexpected input after the value at line 2, column 4
            {"a":            | unexpected end of input at line 2, column 6
            """)
    void a_malformed_line_is_located_in_the_body_and_the_next_one_is_read(String line, String reason)
            throws IOException {
        BatchEntries entries = new NdjsonEntries(stream("{}\n" + line + "\n{}"));
        entries.next();

        assertThat(detail(entries)).isEqualTo("The body is not valid JSON: " + reason);
        assertThat(entries.next()).isNotNull();
        assertThat(entries.next()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": NaN}]       | syntax error at line 2, column 10
            {"a": 1 /* 1 */}] | syntax error at line 2, column 9
            `\u001e{}]`       | syntax error at line 2, column 1
            {"a": 1, "a": 2}] | duplicate member name at line 2, column 13
            {"a":             | unexpected end of input at line 2, column 6
            {"a": 1e99999999999}] | a number is out of range
            ] {}              | unexpected input after the array
            ]]                | syntax error at line 2, column 2
            """)
    void a_malformed_entry_of_an_array_is_located_and_ends_the_batch(String rest, String reason) throws IOException {
        String separator = rest.startsWith("]") ? "" : ",";
        BatchEntries entries = new JsonArrayEntries(stream("[{}" + separator + "\n" + rest));
        entries.next();

        assertThat(detail(entries)).isEqualTo("The body is not valid JSON: " + reason);
        assertThat(entries.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\ufeff{}\n{}", "\ufeff\n{}\n\ufeff{}", "\ufeff[{}, {}]", "\ufeff\n[{},{}]", "\ufeff [{},\n{}]"})
    void a_byte_order_mark_at_the_beginning_is_ignored(String body) throws IOException {
        BatchEntries entries =
                body.contains("[") ? new JsonArrayEntries(stream(body)) : new NdjsonEntries(stream(body));

        assertThat(entries.next()).isNotNull();
        assertThat(entries.next()).isNotNull();
        assertThat(entries.next()).isNull();
    }

    @Test
    void nesting_beyond_the_limit_is_refused_with_the_limits() throws IOException {
        String deep = "[".repeat(600) + "]".repeat(600);

        assertThat(detail(new JsonArrayEntries(stream("[" + deep + "]")))).contains("at most 500 levels of nesting");
        assertThat(detail(new NdjsonEntries(stream(deep)))).contains("at most 500 levels of nesting");
    }

    @Test
    void invalid_utf_8_is_described() throws IOException {
        byte[] array = "[\"\u00e9\"]".getBytes(StandardCharsets.ISO_8859_1);

        ProblemException exception = catchThrowableOfType(
                ProblemException.class, () -> new JsonArrayEntries(new ByteArrayInputStream(array)).next());

        assertThat(exception.problem().detail()).isEqualTo("The body is not valid UTF-8");
    }

    @Test
    void an_entry_of_the_maximum_size_is_read_among_others_of_multi_byte_text() throws IOException {
        String largest = "\"" + "a".repeat(MIB - 2) + "\"";
        String multiByte = "\"" + "\u20ac".repeat(20_000) + "\"";

        BatchEntries entries = new JsonArrayEntries(stream("[" + multiByte + "," + largest + "," + multiByte + "]"));

        assertThat(entries.next()).isNotNull();
        assertThat(entries.next()).isNotNull();
        assertThat(entries.next()).isNotNull();
        assertThat(entries.next()).isNull();
    }

    @Test
    void an_entry_beyond_the_maximum_size_is_refused() throws IOException {
        BatchEntries array = new JsonArrayEntries(stream("[\"" + "a".repeat(2 * MIB) + "\", {}]"));
        BatchEntries lines = new NdjsonEntries(stream("\"" + "a".repeat(MIB - 1) + "\"\n{}"));

        assertThat(code(array)).isEqualTo(ProblemCode.PAYLOAD_TOO_LARGE);
        assertThat(array.next()).isNull();
        assertThat(code(lines)).isEqualTo(ProblemCode.PAYLOAD_TOO_LARGE);
        assertThat(lines.next()).isNotNull();
    }

    private static String detail(BatchEntries entries) {
        return catchThrowableOfType(ProblemException.class, entries::next)
                .problem()
                .detail();
    }

    private static ProblemCode code(BatchEntries entries) {
        return catchThrowableOfType(ProblemException.class, entries::next)
                .problem()
                .code();
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }
}
