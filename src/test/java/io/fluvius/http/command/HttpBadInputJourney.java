package io.fluvius.http.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.http.HttpJourney;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Invalid commands: the problem locates every fault, and nothing is stored. */
abstract class HttpBadInputJourney extends HttpJourney {

    private static final String CREATE = "/api/commands/create-user";
    private static final int TEN_MEGABYTES = 10_000_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                          | 400 | malformed-request |
            {                                                           | 400 | malformed-request |
            {}}                                                         | 400 | malformed-request |
            {'payload': {}}                                             | 400 | malformed-request |
            {"payload": NaN}                                            | 400 | malformed-request |
            {"payload": {} /* comment */}                               | 400 | malformed-request |
            `\u001e{"payload": {}}`                                     | 400 | malformed-request |
            `\ufeff{"payload": {}}`                                     | 422 | invalid-payload   | /payload/name /payload/email
            ` \ufeff{"payload": {}}`                                    | 400 | malformed-request |
            {"payload": {"name": 1e99999999999}}                        | 400 | malformed-request |
            {"id": 1, "id": 2}                                          | 400 | malformed-request |
            {"payload": {"name": "A", "name": "B"}}                     | 400 | malformed-request |
            {"x": 1, "payload": {}}                                     | 400 | malformed-request | /x
            {"command": "create-user"}                                  | 400 | malformed-request | /command
            {"id": "1"}                                                 | 400 | malformed-request | /id
            {"id": null}                                                | 422 | invalid-payload   | /payload/name /payload/email
            {"payload": null}                                           | 422 | invalid-payload   | /payload/name /payload/email
            {"payload": "text"}                                         | 400 | malformed-request | /payload
            {"aggregate": null}                                         | 422 | invalid-payload   | /payload/name /payload/email
            {"aggregate": "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10"}       | 400 | malformed-request | /aggregate
            {"aggregate": {"x": 1, "resource": 1}}                      | 400 | malformed-request | /aggregate/x /aggregate/resource
            {"x": 1, "a/b~c": 2, "id": 5, "aggregate": [], "payload": []} | 400 | malformed-request | /x /a~1b~0c /id /aggregate /payload
            {"aggregate": {"id": "1"}}                                  | 400 | invalid-aggregate | /aggregate/id
            {"aggregate": {"id": null, "resource": null}}               | 422 | invalid-payload   | /payload/name /payload/email
            {"aggregate": {"id": 5}}                                    | 400 | invalid-aggregate | /aggregate/id
            {"aggregate": {"resource": "thing"}}                        | 400 | invalid-aggregate | /aggregate/resource
            {}                                                          | 422 | invalid-payload   | /payload/name /payload/email
            {"payload": {"name": null, "email": null}}                  | 422 | invalid-payload   | /payload/name /payload/email
            {"payload": {"name": 5, "email": true}}                     | 422 | invalid-payload   | /payload/name /payload/email
            {"payload": {"name": ["A"], "email": {"a": 1}}}             | 422 | invalid-payload   | /payload/name /payload/email
            {"payload": {"name": " ", "email": "no address"}}           | 422 | invalid-payload   | /payload/name /payload/email
            {"payload": {"name": "A", "email": 1, "x": 1, "y": {}}}     | 422 | invalid-payload   | /payload/email /payload/x /payload/y
            {"payload": {"name": "A\\u0000B", "email": "a@example.com"}} | 422 | invalid-payload   | /payload/name
            {"payload": {"name": "\\ud800", "email": "a@example.com"}}   | 422 | invalid-payload   | /payload/name
            {"payload": {"name": "A\\udc00", "email": "a@example.com"}}  | 422 | invalid-payload   | /payload/name
            """)
    @Asvs({"V2.2.1", "V15.3.3"})
    void an_invalid_creation_is_refused(String body, int status, String code, String pointers) {
        assertRefused(CREATE, body, status, code, pointers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            lock-user            | {}                        | 400 | invalid-aggregate | /aggregate/id
            update-user          | {}                        | 422 | invalid-payload   | /payload
            update-user          | {"name": null}            | 422 | invalid-payload   | /payload
            update-user          | {"name": ""}              | 422 | invalid-payload   | /payload/name
            activate-user        | {"reason": "none taken"}  | 422 | invalid-payload   | /payload/reason
            deactivate-user      | {"reason": 5}             | 422 | invalid-payload   | /payload/reason
            execute-user-action  | {"actions": []}           | 422 | invalid-payload   | /payload/actions
            execute-user-action  | {"actions": "A"}          | 422 | invalid-payload   | /payload/actions
            execute-user-action  | {"actions": ["A", "b-c", 1, null]} | 422 | invalid-payload | /payload/actions/1 /payload/actions/2 /payload/actions/3
            complete-user-action | {"action": "Mixed_Case"}  | 422 | invalid-payload   | /payload/action
            """)
    @Asvs("V2.2.1")
    void an_invalid_command_is_refused(String key, String payload, int status, String code, String pointers) {
        String body = code.equals("invalid-aggregate") ? "{}" : on(newUser(), payload);
        assertRefused("/api/commands/" + key, body, status, code, pointers);
    }

    @Test
    void texts_that_are_too_long_are_refused() {
        String body = user("N".repeat(201), "a".repeat(250) + "@example.com");
        assertRefused(CREATE, body, 422, "invalid-payload", "/payload/name /payload/email /payload/email");
        newUser("N".repeat(200), freshEmail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "[]", "\"text\""})
    void a_body_that_is_not_an_object_is_refused(String body) {
        int before = events();

        JsonNode problem = post(CREATE, body).is(400).json();
        assertThat(problem.path("code").stringValue()).isEqualTo("malformed-request");
        post("/api/users/query", body).is(400);

        assertThat(events()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "John 😀 Doe",
                "שלום עולם",
                "مرحبا بك",
                "李小龍",
                "Ünï\\\\cödé \\\"quoted\\\"",
                "👩‍👩‍👧‍👦",
                "می‌خواهم",
                "\u00e9"
            })
    void text_of_any_language_is_stored_unchanged(String name) {
        String id = newUser(name, freshEmail());

        String expected = name.replace("\\\\", "\\").replace("\\\"", "\"");
        await().untilAsserted(() -> assertThat(
                        get("/api/users/" + id).is(200).json().path("name").stringValue())
                .isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/plain
            application/xml
            application/problem+json
            application/x-www-form-urlencoded
            multipart/form-data
            multipart/form-data; boundary=x
            application/json;charset=utf-16
            application/json;charset=iso-8859-1
            application/json;charset=nonsense
            application/*
            nonsense
            application/x-ndjson
            """)
    @Asvs("V3.5.2")
    void a_body_of_another_media_type_is_refused(String mediaType) {
        int before = events();
        String body = user("John", freshEmail());

        request("POST", CREATE).body(mediaType, body).exchange().isProblem(415, "unsupported-media-type");
        request("POST", "/api/users/query").body(mediaType, "{}").exchange().isProblem(415, "unsupported-media-type");

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_body_without_a_media_type_is_refused() {
        request("POST", CREATE)
                .bytes("{}".getBytes(StandardCharsets.UTF_8))
                .exchange()
                .isProblem(415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json;charset=utf-8", "Application/JSON; charset=\"UTF-8\"", "application/json"})
    void a_body_of_the_right_media_type_is_accepted(String mediaType) {
        request("POST", CREATE)
                .body(mediaType, user("John", freshEmail()))
                .exchange()
                .is(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATE, "/api/users/query"})
    void a_body_that_is_too_large_is_refused(String path) {
        int before = events();
        byte[] large = " ".repeat(TEN_MEGABYTES).getBytes(StandardCharsets.UTF_8);

        request("POST", path)
                .header("Content-Type", "application/json")
                .bytes(large)
                .exchange()
                .isProblem(413, "payload-too-large");
        request("POST", path)
                .header("Content-Type", "application/json")
                .chunked(new ByteArrayInputStream(large))
                .exchange()
                .isProblem(413, "payload-too-large");

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_body_of_exactly_one_mebibyte_is_accepted() {
        String body = user("John", freshEmail());
        String padded = body + " ".repeat(1024 * 1024 - body.length());

        post(CREATE, padded).is(201);
        post(CREATE, padded + " ").isProblem(413, "payload-too-large");
    }

    @Test
    void a_body_with_too_many_levels_is_refused() {
        String deep = "[".repeat(1_000) + "]".repeat(1_000);
        assertRefused(CREATE, "{\"payload\": %s}".formatted(deep), 400, "malformed-request", null);
        assertRefused("/api/users/query", "{\"filter\": %s}".formatted(deep), 400, "malformed-request", null);
    }

    @Test
    void a_body_of_invalid_utf_8_is_refused() {
        byte[] body = user("J\u00f6hn", freshEmail()).getBytes(StandardCharsets.ISO_8859_1);
        int before = events();

        request("POST", CREATE)
                .header("Content-Type", "application/json")
                .bytes(body)
                .exchange()
                .isProblem(400, "malformed-request");

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void the_problem_of_a_command_names_the_command_id() {
        String id = UUID.randomUUID().toString();

        JsonNode problem =
                post(CREATE, "{\"id\": \"%s\", \"payload\": {}}".formatted(id)).json();

        assertThat(problem.path("commandId").stringValue()).isEqualTo(id);
        assertThat(problem.path("instance").stringValue()).isEqualTo(CREATE);
    }

    private void assertRefused(String path, String body, int status, String code, String pointers) {
        int before = events();
        post(path, body).isProblem(status, code, pointers == null ? new String[0] : pointers.split(" "));
        assertThat(events()).isEqualTo(before);
    }
}
