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
 * A response of the application. Every response is checked not to reveal internals of the application.
 *
 * @param headers the values of the headers by their names in lower case
 */
public record TestResponse(int status, Map<String, List<String>> headers, byte[] bytes) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] SECRETS = {
        "Exception",
        "io.fluvius",
        "org.",
        "java.",
        "tools.jackson",
        "JsonToken",
        "ReadFeature",
        "DeserializationFeature",
        "StreamReadConstraints",
        "ALLOW_",
        "[Source",
        "select ",
        "SQL"
    };

    /** Random text, which may contain any of the secrets by chance. */
    private static final Pattern CURSORS = Pattern.compile("\"(next|previous)\":\"[\\w-]+\"");

    /** Why an event was parked, which operators are shown with the type of the exception. */
    private static final Pattern CAUSES = Pattern.compile("\"cause\":\\{\"type\":[^{}]*}");

    public TestResponse {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String checked = CAUSES.matcher(CURSORS.matcher(text).replaceAll("")).replaceAll("");
        assertThat(checked.replace("<select ", "")).doesNotContain(SECRETS);
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

    /** The value of a header, or null without it. Fails if the header is repeated. */
    public @Nullable String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        assertThat(values).hasSizeLessThanOrEqualTo(1);
        return values.isEmpty() ? null : values.getFirst();
    }

    public TestResponse is(int expected) {
        assertThat(status).as(this::text).isEqualTo(expected);
        return this;
    }

    /** Fails unless the response is a problem with all promised members and exactly one fault at each pointer. */
    public TestResponse isProblem(int expected, String code, String... pointers) {
        is(expected);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        ProblemAssertions.check(json(), expected, code, pointers);
        return this;
    }
}
