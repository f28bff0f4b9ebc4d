package io.fluvius.http.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Single commands that succeed, and their expected versions. */
abstract class HttpCommandsJourney extends HttpJourney {

    @Test
    void a_created_user_has_a_location_and_a_version() {
        TestResponse response =
                command("create-user", user("John Doe", freshEmail())).is(201);

        JsonNode body = response.json();
        String id = body.path("aggregate").path("id").stringValue();
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.header("Location")).isEqualTo("/api/users/" + id);
        assertThat(response.header("ETag")).isEqualTo("\"0\"");
        assertThat(body.propertyNames())
                .containsExactly("commandId", "command", "aggregate", "status", "version", "position");
        assertThat(body.path("command").stringValue()).isEqualTo("create-user");
        assertThat(body.path("aggregate").path("resource").stringValue()).isEqualTo("user");
        assertThat(body.path("status").stringValue()).isEqualTo("SUCCESS");
        assertThat(body.path("version").longValue()).isZero();
        assertThat(body.path("position").stringValue()).isNotBlank();
    }

    @Test
    void generated_ids_sort_by_time() {
        JsonNode first = command("create-user", user("A", freshEmail())).is(201).json();
        JsonNode second =
                command("create-user", user("B", freshEmail())).is(201).json();

        assertThat(uuid(first.path("commandId")).version()).isEqualTo(7);
        assertThat(uuid(first.path("aggregate").path("id")).version()).isEqualTo(7);
        assertThat(second.path("commandId").stringValue())
                .isGreaterThan(first.path("commandId").stringValue());
        assertThat(second.path("aggregate").path("id").stringValue())
                .isGreaterThan(first.path("aggregate").path("id").stringValue());
    }

    @Test
    void the_caller_can_choose_the_ids() {
        UUID commandId = UUID.randomUUID();
        UUID userId = UUID.randomUUID();
        TestResponse response = command("create-user", """
                {"id": "%s", "aggregate": {"resource": "user", "id": "%s"},
                 "payload": {"name": "John", "email": "%s"}}
                """.formatted(commandId, userId, freshEmail()))
                .is(201);

        assertThat(response.header("Location")).isEqualTo("/api/users/" + userId);
        assertThat(uuid(response.json().path("commandId"))).isEqualTo(commandId);
        assertThat(uuid(response.json().path("aggregate").path("id"))).isEqualTo(userId);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            update-user         | {"name": "Jane"}
            deactivate-user     | {}
            deactivate-user     | {"reason": "left"}
            lock-user           | {"reason": "too many tries"}
            execute-user-action | {"actions": ["VERIFY_EMAIL", "update_password"]}
            enable-totp         | {}
            reconcile-user      | {}
            delete-user         | {"reason": "asked for it"}
            """)
    void a_command_that_changes_the_aggregate_increments_the_version(String key, String payload) {
        String id = newUser();
        int before = events();

        TestResponse response = command(key, on(id, payload)).is(200);

        assertThat(response.header("ETag")).isEqualTo("\"1\"");
        assertThat(response.header("Location")).isNull();
        assertThat(response.json().path("version").longValue()).isEqualTo(1);
        assertThat(events()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({"deactivate-user, activate-user", "lock-user, unlock-user", "enable-totp, remove-totp"})
    void a_change_can_be_undone(String key, String undo) {
        String id = newUser();
        command(key, on(id)).is(200);

        assertThat(command(undo, on(id)).is(200).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void a_required_action_can_be_completed() {
        String id = newUser();
        command("execute-user-action", on(id, "{\"actions\": [\"VERIFY_EMAIL\"]}"))
                .is(200);

        TestResponse completed = command("complete-user-action", on(id, "{\"action\": \"VERIFY_EMAIL\"}"));

        assertThat(completed.is(200).header("ETag")).isEqualTo("\"2\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"activate-user", "unlock-user", "remove-totp"})
    void a_quiet_command_keeps_the_version_and_stores_nothing(String key) {
        String id = newUser();
        int before = events();

        TestResponse response = command(key, on(id)).is(200);

        assertThat(response.header("ETag")).isEqualTo("\"0\"");
        assertThat(response.json().path("status").stringValue()).isEqualTo("SUCCESS");
        assertThat(response.json().path("version").longValue()).isZero();
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void an_update_with_two_changes_adds_two_versions() {
        String id = newUser();

        TestResponse response =
                command("update-user", on(id, "{\"name\": \"Jane\", \"email\": \"%s\"}".formatted(freshEmail())));

        assertThat(response.is(200).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void a_command_runs_at_the_expected_version() {
        String id = newUser();

        assertThat(onVersion("\"0\"", id).is(200).header("ETag")).isEqualTo("\"1\"");
        assertThat(onVersion("\"1\"", id).is(200).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void a_command_does_not_run_at_another_version() {
        String id = newUser();
        command("reconcile-user", on(id)).is(200);
        int before = events();

        TestResponse response = onVersion("\"0\"", id).isProblem(412, "version-mismatch");

        assertThat(response.json().path("actual").longValue()).isEqualTo(1);
        assertThat(response.json().path("commandId").isString()).isTrue();
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void the_version_of_a_quiet_command_is_checked() {
        String id = newUser();

        request("POST", "/api/commands/activate-user")
                .header("If-Match", "\"7\"")
                .json(on(id))
                .exchange()
                .isProblem(412, "version-mismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"0", "*, \"0\"", "w/\"0\"", "\"0\" \"1\"", ","})
    void an_expected_version_that_is_no_list_of_entity_tags_is_refused(String ifMatch) {
        String id = newUser();
        int before = events();

        onVersion(ifMatch, id).isProblem(400, "malformed-request");

        assertThat(events()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "W/\"0\"", "\"-1\"", "\"x\"", "\"00\"", "\"1\", \"2\"", "\"99999999999999999999\""})
    void a_tag_that_is_not_the_same_octet_by_octet_does_not_match(String ifMatch) {
        String id = newUser();
        int before = events();

        TestResponse response = onVersion(ifMatch, id).isProblem(412, "version-mismatch");

        assertThat(response.json().path("actual").longValue()).isZero();
        assertThat(events()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "*", "\"7\", \"0\"", "W/\"0\" , \"0\"", "\"x\",\"0\""})
    void one_of_several_tags_is_enough_and_an_asterisk_matches_any(String ifMatch) {
        onVersion(ifMatch, newUser()).is(200);
    }

    @Test
    void an_aggregate_that_does_not_exist_is_not_found_whatever_is_expected() {
        onVersion("\"0\"", UUID.randomUUID().toString()).isProblem(404, "not-found");
        onVersion("*", UUID.randomUUID().toString()).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"If-None-Match", "If-Unmodified-Since", "If-Range"})
    void a_condition_that_is_not_evaluated_is_refused(String condition) {
        int before = events();
        String id = newUser();

        request("POST", "/api/commands/reconcile-user")
                .header(condition, "\"1\"")
                .json(on(id))
                .exchange()
                .isProblem(400, "malformed-request");
        request("POST", "/api/commands")
                .header("If-Match", "\"0\"")
                .json("[]")
                .exchange()
                .isProblem(400, "malformed-request");

        assertThat(events()).isEqualTo(before + 1);
    }

    @Test
    void a_body_with_a_content_coding_is_refused() {
        TestResponse response = request("POST", "/api/commands/create-user")
                .header("Content-Encoding", "gzip")
                .json(user("John", freshEmail()))
                .exchange()
                .isProblem(415, "unsupported-media-type");

        assertThat(response.header("Accept-Encoding")).isEqualTo("identity");
        assertThat(response.json().path("detail").stringValue()).contains("gzip");
    }

    @Test
    void a_creating_command_does_not_accept_a_version() {
        int before = events();

        request("POST", "/api/commands/create-user")
                .header("If-Match", "\"0\"")
                .json(user("John", freshEmail()))
                .exchange()
                .isProblem(400, "malformed-request");
        request("POST", "/api/commands/create-user")
                .header("If-Match", "*")
                .json(user("John", freshEmail()))
                .exchange()
                .isProblem(400, "malformed-request");

        assertThat(events()).isEqualTo(before);
    }

    private TestResponse onVersion(String ifMatch, String id) {
        return request("POST", "/api/commands/reconcile-user")
                .header("If-Match", ifMatch)
                .json(on(id))
                .exchange();
    }

    private static UUID uuid(JsonNode text) {
        return UUID.fromString(text.stringValue());
    }
}
