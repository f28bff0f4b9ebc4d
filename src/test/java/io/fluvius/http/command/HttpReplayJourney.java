package io.fluvius.http.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.AppendOnlyEvents;
import io.fluvius.environment.EventsInDatabase;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A repeated command does not run again and returns its first outcome. */
abstract class HttpReplayJourney extends HttpJourney {

    @Autowired
    private DSLContext dsl;

    @Test
    void a_repeated_success_is_replayed() {
        String body = withId(on(newUser()));
        TestResponse first = command("reconcile-user", body).is(200);
        int before = events();

        TestResponse second = command("reconcile-user", body).is(200);

        assertThat(second.header("ETag")).isEqualTo(first.header("ETag")).isEqualTo("\"1\"");
        assertThat(first.json().has("replayed")).isFalse();
        assertThat(second.json()).isEqualTo(replayed(first.json()));
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_repeated_creation_with_a_generated_id_returns_the_first_id() {
        String body = withId(user("John", freshEmail()));
        TestResponse first = command("create-user", body).is(201);
        int before = events();

        TestResponse second = command("create-user", body).is(201);

        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo("\"0\"");
        assertThat(second.json()).isEqualTo(replayed(first.json()));
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_repeated_quiet_success_is_replayed() {
        String id = newUser();
        String quiet = withId(on(id));
        TestResponse first = command("activate-user", quiet).is(200);
        command("deactivate-user", on(id)).is(200);
        int before = events();

        TestResponse second = command("activate-user", quiet).is(200);

        assertThat(second.json()).isEqualTo(replayed(first.json()));
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_success_is_replayed_although_the_command_would_now_be_rejected() {
        String id = newUser();
        String body = withId(on(id));
        TestResponse first = command("deactivate-user", body).is(200);
        command("activate-user", on(id)).is(200);
        command("delete-user", on(id)).is(200);
        int before = events();

        TestResponse second = command("deactivate-user", body).is(200);

        assertThat(second.json()).isEqualTo(replayed(first.json()));
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_success_is_replayed_although_the_command_would_now_be_quiet() {
        String id = newUser();
        String body = withId(on(id));
        TestResponse first = command("deactivate-user", body).is(200);
        int before = events();

        TestResponse second = command("deactivate-user", body).is(200);

        assertThat(second.json()).isEqualTo(replayed(first.json()));
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_success_with_several_events_has_the_version_and_position_of_the_last_one() {
        String id = newUser();
        String body = withId(on(id, "{\"name\": \"Jane\", \"email\": \"%s\"}".formatted(freshEmail())));
        TestResponse first = command("update-user", body).is(200);
        command("reconcile-user", on(id)).is(200);

        TestResponse second = command("update-user", body).is(200);

        assertThat(first.header("ETag")).isEqualTo("\"2\"");
        assertThat(second.json()).isEqualTo(replayed(first.json()));
    }

    @Test
    @EventsInDatabase("changes a stored event")
    void the_id_of_an_event_that_no_command_derived_is_the_id_of_no_command() {
        String id = newUser();
        String reconciliation = withId(on(id));
        String eventId = command("reconcile-user", reconciliation)
                .is(200)
                .json()
                .path("commandId")
                .stringValue();
        AppendOnlyEvents.tamper(dsl, "update domain_event set meta_data = '{}' where event_identifier = ?", eventId);
        int before = events();

        command("reconcile-user", reconciliation).isProblem(409, "command-id-reused");
        command("activate-user", reconciliation).isProblem(409, "command-id-reused");
        command("unlock-user", reconciliation).isProblem(409, "command-id-reused");

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_rejection_is_replayed_although_the_command_would_now_succeed() {
        String id = newUser();
        command("lock-user", on(id)).is(200);
        String refused = withId(on(id));
        TestResponse first = command("activate-user", refused).isProblem(422, "rejected");
        command("unlock-user", on(id)).is(200);
        int before = events();

        TestResponse second = command("activate-user", refused).isProblem(422, "rejected");

        assertThat(first.json().has("replayed")).isFalse();
        assertThat(second.json()).isEqualTo(replayed(first.json()));
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_version_mismatch_keeps_no_receipt() {
        String id = newUser();
        String body = withId(on(id));
        onVersion(1, body).isProblem(412, "version-mismatch");
        command("reconcile-user", on(id)).is(200);

        TestResponse first = onVersion(1, body).is(200);

        assertThat(first.json().has("replayed")).isFalse();
        assertThat(onVersion(1, body).is(200).json()).isEqualTo(replayed(first.json()));
    }

    @Test
    void a_precondition_is_part_of_the_request() {
        String body = withId(on(newUser()));
        onVersion(0, body).is(200);
        int before = events();

        onVersion(1, body).isProblem(409, "command-id-reused");
        command("reconcile-user", body).isProblem(409, "command-id-reused");

        String other = withId(on(newUser()));
        command("reconcile-user", other).is(200);
        onVersion(0, other).isProblem(409, "command-id-reused");
        assertThat(events()).isEqualTo(before + 2);
    }

    @Test
    void an_aggregate_that_is_given_is_part_of_the_request() {
        String generated = withId(user("John", freshEmail()));
        String given = withId(
                on(UUID.randomUUID().toString(), "{\"name\": \"John\", \"email\": \"%s\"}".formatted(freshEmail())));
        TestResponse first = command("create-user", given).is(201);
        String created = first.json().path("aggregate").path("id").stringValue();
        command("create-user", generated).is(201);
        int before = events();

        command("create-user", given.replace(created, UUID.randomUUID().toString()))
                .isProblem(409, "command-id-reused");
        command("create-user", given.replace("{\"id\": \"%s\"}".formatted(created), "{}"))
                .isProblem(409, "command-id-reused");
        command(
                        "create-user",
                        generated.replaceFirst("\\{", "{\"aggregate\": {\"id\": \"" + UUID.randomUUID() + "\"}, "))
                .isProblem(409, "command-id-reused");

        assertThat(command("create-user", given).is(201).json()).isEqualTo(replayed(first.json()));
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void an_invalid_payload_keeps_no_receipt() {
        UUID commandId = UUID.randomUUID();
        String id = newUser();
        String bad =
                "{\"id\": \"%s\", \"payload\": {\"x\": 1}, \"aggregate\": {\"id\": \"%s\"}}".formatted(commandId, id);
        String good = bad.replace("\"x\": 1", "");
        TestResponse refused = command("reconcile-user", bad).isProblem(422, "invalid-payload", "/payload/x");

        assertThat(refused.json().path("commandId").stringValue()).isEqualTo(commandId.toString());
        assertThat(command("reconcile-user", good).is(200).json().has("replayed"))
                .isFalse();
    }

    @Test
    void an_id_that_another_command_used_runs_no_command() {
        String id = newUser();
        String body = withId(on(id));
        command("lock-user", body).is(200);
        int before = events();

        command("unlock-user", body).isProblem(409, "command-id-reused");

        command("lock-user", body).is(200);
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void a_command_that_is_sent_many_times_at_once_runs_once() {
        String body = withId(on(newUser()));
        int before = events();

        List<TestResponse> responses = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> command("reconcile-user", body)))
                .limit(16)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(responses)
                .allSatisfy(
                        response -> assertThat(response.is(200).header("ETag")).isEqualTo("\"1\""));
        assertThat(responses)
                .filteredOn(response -> !response.json().has("replayed"))
                .hasSize(1);
        assertThat(events()).isEqualTo(before + 1);
    }

    private TestResponse onVersion(long version, String body) {
        return request("POST", "/api/commands/reconcile-user")
                .header("If-Match", "\"" + version + "\"")
                .json(body)
                .exchange();
    }

    private static String withId(String body) {
        return body.replaceFirst("\\{", "{\"id\": \"" + UUID.randomUUID() + "\", ");
    }

    private static JsonNode replayed(JsonNode first) {
        return ((ObjectNode) first.deepCopy()).put("replayed", true);
    }
}
