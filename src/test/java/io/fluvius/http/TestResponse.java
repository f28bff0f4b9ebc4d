package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the application answered. Whatever it is, it says nothing of the application's inside.
 *
 * @param headers by their names in lower case
 */
public record TestResponse(int status, Map<String, List<String>> headers, byte[] bytes) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] SECRETS = {
        "Exception", "io.fluvius", "org.", "java.", "tools.jackson", "StreamReadFeature", "select ", "SQL"
    };

    /** Letters by chance, any word among them. */
    private static final Pattern CURSORS = Pattern.compile("\"(next|previous)\":\"[\\w-]+\"");

    public TestResponse {
        String said = new String(bytes, StandardCharsets.UTF_8);
        assertThat(CURSORS.matcher(said).replaceAll("")).doesNotContain(SECRETS);
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(bytes);
    }

    /** The lines of {@code application/x-ndjson}. */
    public List<JsonNode> lines() {
        return text().lines().map(line -> JSON.readTree(line)).toList();
    }

    /** The only value of a header, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        assertThat(values).hasSizeLessThanOrEqualTo(1);
        return values.isEmpty() ? null : values.getFirst();
    }

    public TestResponse is(int expected) {
        assertThat(status).as(this::text).isEqualTo(expected);
        return this;
    }

    /** A problem with every member that the contract promises, and one fault at each of the pointers. */
    public TestResponse isProblem(int expected, String code, String... pointers) {
        is(expected);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        ProblemAssertions.check(json(), expected, code, pointers);
        return this;
    }
}
