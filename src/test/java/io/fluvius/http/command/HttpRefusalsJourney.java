package io.fluvius.http.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Commands that are rejected, and commands on ids and values that are taken or missing. None of them stores an event. */
abstract class HttpRefusalsJourney extends HttpJourney {

    private static final String EVERY_COMMAND_ON_A_USER = """
            update-user          | {"name": "Jane"}
            activate-user        | {}
            deactivate-user      | {}
            lock-user            | {}
            unlock-user          | {}
            execute-user-action  | {"actions": ["A"]}
            complete-user-action | {"action": "A"}
            enable-totp          | {}
            remove-totp          | {}
            reconcile-user       | {}
            delete-user          | {}
            """;

    @Test
    void a_locked_user_cannot_be_activated() {
        String id = newUser();
        command("lock-user", on(id)).is(200);

        JsonNode refusal = refused("activate-user", on(id), 422, "rejected");

        assertThat(refusal.path("rejection").stringValue()).isEqualTo("user-locked");
        assertThat(refusal.path("userId").stringValue()).isEqualTo(id);
    }

    @Test
    void no_action_can_be_required_of_a_deactivated_user() {
        String id = newUser();
        command("deactivate-user", on(id)).is(200);

        JsonNode refusal = refused("execute-user-action", on(id, "{\"actions\": [\"A\"]}"), 422, "rejected");

        assertThat(refusal.path("rejection").stringValue()).isEqualTo("user-not-active");
        assertThat(refusal.path("userId").stringValue()).isEqualTo(id);
    }

    @Test
    void an_action_that_is_not_required_cannot_be_completed() {
        String id = newUser();

        JsonNode refusal = refused("complete-user-action", on(id, "{\"action\": \"VERIFY_EMAIL\"}"), 422, "rejected");

        assertThat(refusal.path("rejection").stringValue()).isEqualTo("action-not-required");
        assertThat(refusal.path("userId").stringValue()).isEqualTo(id);
        assertThat(refusal.path("action").stringValue()).isEqualTo("VERIFY_EMAIL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = EVERY_COMMAND_ON_A_USER)
    void a_user_that_never_existed_is_not_found(String key, String payload) {
        refused(key, on(UUID.randomUUID().toString(), payload), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = EVERY_COMMAND_ON_A_USER)
    void a_deleted_user_is_not_found(String key, String payload) {
        String id = newUser();
        command("delete-user", on(id)).is(200);

        refused(key, on(id, payload), 404, "not-found");
    }

    @Test
    void an_id_in_use_cannot_be_created_again() {
        String id = newUser();

        refused("create-user", creating(id, freshEmail()), 409, "already-exists");
    }

    @Test
    void an_id_in_use_is_reported_before_a_taken_email() {
        String email = freshEmail();
        String id = newUser("John", email);

        refused("create-user", creating(id, email), 409, "already-exists");
    }

    @Test
    void the_id_of_a_deleted_user_cannot_be_created_again() {
        String id = newUser();
        command("delete-user", on(id)).is(200);

        refused("create-user", creating(id, freshEmail()), 409, "already-exists");
    }

    @Test
    void two_users_cannot_have_the_same_email() {
        String email = freshEmail();
        String owner = newUser("John", email);
        String other = newUser();

        assertEmailTaken("create-user", user("Jane", email));
        assertEmailTaken("create-user", user("Jane", "  " + email.toUpperCase(Locale.ROOT) + " "));
        assertEmailTaken("update-user", on(other, "{\"email\": \"%s\"}".formatted(email)));
        command("update-user", on(owner, "{\"email\": \"%s\"}".formatted(email)))
                .is(200);
    }

    @Test
    void the_email_of_a_deleted_user_is_free() {
        String email = freshEmail();
        command("delete-user", on(newUser("John", email))).is(200);

        newUser("Jane", email);
    }

    @Test
    void a_changed_email_frees_the_old_one_and_takes_the_new_one() {
        String old = freshEmail();
        String current = freshEmail();
        String id = newUser("John", old);
        command("update-user", on(id, "{\"email\": \"%s\"}".formatted(current))).is(200);

        newUser("Jane", old);
        assertEmailTaken("create-user", user("Joan", current));
    }

    @Test
    void the_email_of_a_refused_creation_remains_free() {
        String id = newUser();
        String email = freshEmail();
        refused("create-user", creating(id, email), 409, "already-exists");

        newUser("Jane", email);
    }

    @Test
    void one_of_many_concurrent_creations_gets_the_email() {
        String email = freshEmail();
        int before = events();

        List<TestResponse> responses = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> command("create-user", user("John", email)), Thread::startVirtualThread))
                .limit(64)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(responses).filteredOn(response -> response.status() == 201).hasSize(1);
        assertThat(responses)
                .filteredOn(response -> response.status() != 201)
                .allSatisfy(response -> response.isProblem(409, "unique-value-taken"))
                .allSatisfy(response ->
                        assertThat(response.json().path("field").stringValue()).isEqualTo("email"));
        assertThat(events()).isEqualTo(before + 1);
    }

    private void assertEmailTaken(String key, String body) {
        JsonNode problem = refused(key, body, 409, "unique-value-taken");
        assertThat(problem.path("field").stringValue()).isEqualTo("email");
    }

    private JsonNode refused(String key, String body, int status, String code) {
        int before = events();
        JsonNode problem = command(key, body).isProblem(status, code).json();
        assertThat(UUID.fromString(problem.path("commandId").stringValue())).isNotNull();
        assertThat(problem.path("instance").stringValue()).isEqualTo("/api/commands/" + key);
        assertThat(events()).isEqualTo(before);
        return problem;
    }

    private static String creating(String id, String email) {
        return on(id, "{\"name\": \"John\", \"email\": \"%s\"}".formatted(email));
    }
}
