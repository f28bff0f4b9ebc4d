package io.fluvius.http.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestRequest;
import io.fluvius.http.TestResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Commands and batches with {@code Prefer: dry-run}. */
abstract class HttpDryRunJourney extends HttpJourney {

    private static final String APPLIED = "Preference-Applied";

    @Test
    void a_dry_run_returns_the_events_as_the_history_shows_them_later() {
        String id = newUser();
        int before = events();
        String body = on(id, "{\"name\": \"Jane\", \"email\": \"%s\"}".formatted(freshEmail()));

        TestResponse response = dry("/api/commands/update-user").json(body).exchange();
        JsonNode foretold = response.is(200).json();

        assertThat(response.header(APPLIED)).isEqualTo("dry-run");
        assertThat(response.header("ETag")).isNull();
        assertThat(foretold.propertyNames())
                .containsExactly("commandId", "command", "aggregate", "status", "version", "events");
        assertThat(foretold.path("status").stringValue()).isEqualTo("SUCCESS");
        assertThat(foretold.path("version").longValue()).isEqualTo(2);
        assertThat(events()).isEqualTo(before);
        String position =
                command("update-user", body).is(200).json().path("position").stringValue();
        JsonNode history =
                get("/api/users/" + id + "/events?after=" + position).is(200).json();
        List<JsonNode> appended = history.path("data").valueStream().skip(1).toList();
        List<JsonNode> events = foretold.path("events").valueStream().toList();
        assertThat(events).hasSize(2);
        for (String member : List.of("type", "revision", "data")) {
            assertThat(events)
                    .extracting(event -> event.get(member))
                    .isEqualTo(appended.stream().map(event -> event.get(member)).toList());
        }
    }

    @Test
    void a_dry_run_of_a_creating_command_creates_nothing() {
        String email = freshEmail();

        TestResponse response = dry("/api/commands/create-user")
                .json(user("John", email))
                .exchange()
                .is(200);

        String id = response.json().path("aggregate").path("id").stringValue();
        assertThat(response.header("Location")).isNull();
        assertThat(response.header("ETag")).isNull();
        assertThat(response.json().path("version").longValue()).isZero();
        get("/api/users/" + id).isProblem(404, "not-found");
        newUser("John", email);
    }

    @Test
    void a_quiet_command_has_no_events() {
        JsonNode foretold = dry("/api/commands/unlock-user")
                .json(on(newUser()))
                .exchange()
                .is(200)
                .json();

        assertThat(foretold.path("version").longValue()).isZero();
        assertThat(foretold.path("events").isArray()).isTrue();
        assertThat(foretold.path("events").size()).isZero();
    }

    @Test
    void a_command_that_fails_has_the_same_problem() {
        String email = freshEmail();
        String id = newUser("John", email);

        fails(dry("/api/commands/complete-user-action").json(on(id, "{\"action\": \"A\"}")), 422, "rejected");
        fails(dry("/api/commands/create-user").json(user("Jane", email)), 409, "unique-value-taken");
        fails(dry("/api/commands/create-user").json("{\"payload\": {\"name\": \"J\"}}"), 422, "invalid-payload");
        fails(dry("/api/commands/lock-user").header("If-Match", "\"7\"").json(on(id)), 412, "version-mismatch");
        fails(dry("/api/commands/lock-user").json(on(UUID.randomUUID().toString())), 404, "not-found");
        fails(dry("/api/commands/no-such-command").json("{}"), 404, "unknown-command");
        fails(dry("/api/commands/lock-user").json("{"), 400, "malformed-request");
        fails(dry("/api/commands/lock-user").body("text/plain", "{}"), 415, "unsupported-media-type");
        fails(dry("/api/commands/lock-user?x=1").json(on(id)), 400, "malformed-request");
    }

    @Test
    void a_command_that_ran_already_is_repeated() {
        String id = newUser();
        String lock = "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}}".formatted(UUID.randomUUID(), id);
        JsonNode first = command("lock-user", lock).is(200).json();

        JsonNode repeated =
                dry("/api/commands/lock-user").json(lock).exchange().is(200).json();

        assertThat(repeated.path("replayed").booleanValue()).isTrue();
        assertThat(repeated.path("position")).isEqualTo(first.path("position"));
        assertThat(repeated.path("events").size()).isZero();
        fails(dry("/api/commands/unlock-user").json(lock), 409, "command-id-reused");
    }

    @Test
    void the_entries_of_a_batch_do_not_see_each_other() {
        String id = newUser();
        String email = freshEmail();
        int before = events();

        TestResponse response = dry("/api/commands")
                .lines(
                        entry("lock-user", on(id)),
                        entry("lock-user", on(id)),
                        entry("create-user", user("A", email)),
                        entry("create-user", user("B", email)),
                        entry("complete-user-action", on(id, "{\"action\": \"A\"}")),
                        "no JSON")
                .exchange()
                .is(200);

        assertThat(response.header(APPLIED)).isEqualTo("dry-run");
        assertThat(response.lines())
                .extracting(line -> line.path("status").stringValue())
                .containsExactly("SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS", "FAILURE", "FAILURE");
        assertThat(response.lines().subList(0, 4))
                .allSatisfy(line -> assertThat(line.path("events").size()).isOne())
                .allSatisfy(line -> assertThat(line.has("position")).isFalse());
        assertThat(response.lines().get(1).path("version").longValue()).isOne();
        assertThat(response.lines().get(4).has("events")).isFalse();
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_dry_run_stops_after_a_failure_as_the_batch_does() {
        String id = newUser();

        List<JsonNode> lines = dry("/api/commands?onFailure=stop")
                .lines(entry("complete-user-action", on(id, "{\"action\": \"A\"}")), entry("lock-user", on(id)))
                .exchange()
                .is(200)
                .lines();

        assertThat(lines.get(1).path("error").path("code").stringValue()).isEqualTo("skipped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dry-run",
                "Dry-Run",
                "respond-async, dry-run",
                "wait=10, dry-run, foo; bar=\"a, b\"",
                "return=minimal,dry-run=\"\"",
                "dry-run; reason=preview",
                " , dry-run ,",
                "foo=\"a \\\" b\", dry-run",
                "dry-run, dry-run=no"
            })
    void a_dry_run_can_be_one_of_several_preferences(String prefer) {
        String id = newUser();

        TestResponse response = request("POST", "/api/commands/lock-user")
                .header("Prefer", prefer)
                .json(on(id))
                .exchange()
                .is(200);

        assertThat(response.header(APPLIED)).isEqualTo("dry-run");
        assertThat(response.json().has("position")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respond-async",
                "wait=10",
                "dry",
                "dry-runs",
                "foo=dry-run",
                "foo; dry-run",
                "foo=\"dry-run\"",
                "\"\""
            })
    void other_preferences_are_ignored(String prefer) {
        TestResponse response = request("POST", "/api/commands/lock-user")
                .header("Prefer", prefer)
                .json(on(newUser()))
                .exchange()
                .is(200);

        assertThat(response.header(APPLIED)).isNull();
        assertThat(response.json().path("position").isString()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            dry-run=true
            dry-run=false
            dry-run = "yes"
            dry-run=
            dry run, "dry-run
            "dry-run"
            foo dry-run
            dry-run/1
            """)
    void an_unclear_preference_for_a_dry_run_is_refused(String prefer) {
        String id = newUser();
        int before = events();

        for (String path : List.of("/api/commands/lock-user", "/api/commands")) {
            request("POST", path)
                    .header("Prefer", prefer)
                    .json(on(id))
                    .exchange()
                    .isProblem(400, "malformed-request");
        }

        assertThat(events()).isEqualTo(before);
    }

    private TestRequest dry(String path) {
        return request("POST", path).header("Prefer", "dry-run");
    }

    private static String entry(String key, String body) {
        return "{\"command\": \"%s\", %s".formatted(key, body.substring(1));
    }

    private void fails(TestRequest dry, int status, String code) {
        int before = events();
        TestResponse response = dry.exchange().is(status);
        assertThat(response.json().path("code").stringValue()).isEqualTo(code);
        assertThat(response.header(APPLIED)).isEqualTo("dry-run");
        assertThat(events()).isEqualTo(before);
    }
}
