package io.fluvius.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.EventSourceClient;
import io.fluvius.environment.EventsInDatabase;
import io.fluvius.environment.LiveRows;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import io.fluvius.operations.LogImported;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;

/** A person is forgotten for good: nothing that is read, or stored, contains a value of hers, and everything else goes on. */
@EventsInDatabase("reads the tables of events")
abstract class ForgetUserJourney extends HttpJourney {

    private static final String FORGOTTEN = "{\"forgotten\":true}";

    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");
    private final String name = "Ann " + word;
    private final String email = word + "@example.com";

    @Autowired
    private DSLContext dsl;

    @Autowired
    private PersonalKeys keys;

    @Test
    void nothing_contains_a_value_of_a_forgotten_user() {
        String user = livelyUser();

        String position = forget(user);

        assertForgotten(user, position);
        assertNowhere();
        assertThat(get("/api/operations/log/export").is(200).text()).doesNotContain(word);
        JsonNode history = history(user);
        assertThat(history).hasSize(5);
        assertThat(history.path(0).path("data").toString())
                .isEqualTo("{\"userId\":\"%s\",\"name\":%s,\"email\":%s}".formatted(user, FORGOTTEN, FORGOTTEN));
        assertThat(history.path(2).path("data").path("reason").toString()).isEqualTo(FORGOTTEN);
        assertThat(history.path(4).path("type").stringValue()).isEqualTo("user.personal-data-forgotten");
        assertThat(history.path(4).path("data").toString()).isEqualTo("{\"userId\":\"%s\"}".formatted(user));
    }

    @Test
    void the_past_goes_on_without_the_values() {
        String user = livelyUser();
        forget(user);

        JsonNode first = get("/api/users/" + user + "?version=0").is(200).json();
        JsonNode locked = get("/api/users/" + user + "?version=2").is(200).json();

        assertThat(first.path("name").toString()).isEqualTo(FORGOTTEN);
        assertThat(first.path("email").toString()).isEqualTo(FORGOTTEN);
        assertThat(first.path("status").stringValue()).isEqualTo("ACTIVE");
        assertThat(first.path("deactivationReason").isNull())
                .as("was never set")
                .isTrue();
        assertThat(locked.path("status").stringValue()).isEqualTo("LOCKED");
        assertThat(get("/console/users/" + user).text()).doesNotContain(word);
        assertThat(get("/console/events?aggregate=" + user).is(200).text())
                .doesNotContain(word)
                .contains("forgotten");
    }

    @Test
    void an_imported_log_brings_no_person_back_who_is_in_the_ledger(@Autowired ApplicationEventPublisher events) {
        String user = livelyUser();
        keys.ledger().orElseThrow().add(List.of(UUID.fromString(user)));

        events.publishEvent(new LogImported());

        assertNowhere();
        command("update-user", on(user, "{\"name\": \"Back Again\"}")).isProblem(409, "person-forgotten");
    }

    @Test
    void a_deleted_user_is_forgotten_too() {
        String user = livelyUser();
        command("delete-user", on(user, "{\"reason\": \"%s\"}".formatted(word))).is(200);

        forget(user);

        assertNowhere();
    }

    @Test
    void the_email_of_a_forgotten_user_is_free() {
        String user = newUser(name, email);
        forget(user);

        String other = newUser("Bea", email);

        assertThat(other).isNotEqualTo(user);
    }

    @Test
    void nothing_can_be_written_about_a_forgotten_user() {
        String user = newUser(name, email);
        forget(user);

        command("update-user", on(user, "{\"name\": \"Bea\"}")).isProblem(409, "person-forgotten");
        command("lock-user", on(user, "{\"reason\": \"Bea\"}")).isProblem(409, "person-forgotten");
        command(
                        "create-user",
                        "{\"aggregate\": {\"id\": \"%s\"}, \"payload\": {\"name\": \"Bea\", \"email\": \"%s\"}}"
                                .formatted(user, freshEmail()))
                .isProblem(409, "person-forgotten");
        command("lock-user", on(user)).isProblem(404, "not-found");
        command("forget-user", on(user)).isProblem(404, "not-found");
    }

    @Test
    void a_repeated_command_of_a_forgotten_user_still_returns_its_outcome() {
        String user = newUser("Ann", email);
        String rename = "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}, \"payload\": {\"name\": \"%s\"}}"
                .formatted(UUID.randomUUID(), user, name);
        command("update-user", rename).is(200);
        String forget = "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}}".formatted(UUID.randomUUID(), user);
        command("forget-user", forget).is(200);

        assertThat(command("forget-user", forget)
                        .is(200)
                        .json()
                        .path("replayed")
                        .booleanValue())
                .isTrue();
        assertThat(command("update-user", rename)
                        .is(200)
                        .json()
                        .path("replayed")
                        .booleanValue())
                .isTrue();
    }

    /** What a restored backup and the ledger have in common is that the ledger knows a person whom the database does not know as forgotten. */
    @Test
    void a_person_whom_a_restored_backup_has_brought_back_is_forgotten_again(
            @Autowired ApplicationContext application) {
        String user = livelyUser();
        UUID notInBackup = UUID.randomUUID();
        ErasureLedger ledger = keys.ledger().orElseThrow();
        ledger.add(List.of(UUID.fromString(user), notInBackup));

        application.getBean("repeatedErasures", SmartLifecycle.class).start();

        get("/api/users/" + user).is(404);
        assertThat(history(user).path(4).path("type").stringValue()).isEqualTo("user.personal-data-forgotten");
        assertThat(keys.isForgotten(notInBackup)).isTrue();
        assertNowhere();
    }

    @Test
    void the_ledger_contains_everyone_who_was_forgotten(@Autowired ApplicationContext application) {
        String user = newUser(name, email);
        forget(user);
        assertThat(keys.ledger().orElseThrow().read()).contains(UUID.fromString(user));

        UUID unknown = UUID.randomUUID();
        dsl.insertInto(PersonalKeyTables.KEYS, PersonalKeyTables.PERSON)
                .values(unknown)
                .execute();
        application.getBean("repeatedErasures", SmartLifecycle.class).start();

        assertThat(keys.ledger().orElseThrow().read()).contains(unknown);
    }

    @Test
    void other_users_are_untouched() {
        String other = newUser("Bea " + word, "b" + email);
        String user = newUser(name, email);

        String position = forget(user);

        assertThat(get("/api/users/" + other + "?after=" + position)
                        .is(200)
                        .json()
                        .path("name")
                        .stringValue())
                .isEqualTo("Bea " + word);
        assertThat(history(other).path(0).path("data").path("email").stringValue())
                .isEqualTo("b" + email);
        command("update-user", on(other, "{\"name\": \"Cleo\"}")).is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id=%s", "email=%2$s", "name.ne=Bea&email.ends=%2$s"})
    void a_live_copy_loses_a_forgotten_user_whatever_it_asked_for(String filter) throws IOException {
        String user = visibleUser();
        try (EventSourceClient client = changes(filter.formatted(user, email), "")) {
            LiveRows copy = new LiveRows();
            copy.take(client.next());
            assertThat(copy.rows()).containsOnlyKeys(user);

            forget(user);

            copy.take(client.next());
            assertThat(copy.rows()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id=%s", "email=%2$s"})
    void a_client_that_missed_how_a_user_was_forgotten_receives_no_value(String filter) throws IOException {
        String user = visibleUser();
        String seen =
                command("lock-user", on(user)).is(200).json().path("position").stringValue();
        command("update-user", on(user, "{\"name\": \"Bea %s\"}".formatted(word)))
                .is(200);
        String position = forget(user);

        try (EventSourceClient client = changes(filter.formatted(user, email) + "&after=" + position, seen)) {
            EventSourceClient.Event first = client.next();
            assertThat(first.name()).isEqualTo("state");
            assertThat(first.json().path("begins").booleanValue()).isTrue();
            assertThat(first.json().path("data")).isEmpty();
        }
    }

    private EventSourceClient changes(String filter, String lastId) throws IOException {
        return EventSourceClient.open(port(), "/api/users/changes?" + filter, lastId);
    }

    private String visibleUser() {
        JsonNode created = command("create-user", user(name, email)).is(201).json();
        String user = created.at("/aggregate/id").stringValue();
        get("/api/users/" + user + "?after=" + created.path("position").stringValue())
                .is(200);
        return user;
    }

    @Test
    void views_are_rebuilt_with_forgotten_users() {
        String user = livelyUser();
        String other = newUser("Bea", freshEmail());
        forget(user);

        command("lock-user", on(other)).is(200);
        String rebuild = "/api/operations/views/users/rebuild";
        post(rebuild, "{}").is(202);
        await().untilAsserted(() -> assertThat(
                        get(rebuild).is(200).json().path("phase").stringValue())
                .isEqualTo("following"));
        try {
            assertThat(get(rebuild + "/diff")
                            .is(200)
                            .json()
                            .path("views")
                            .path(0)
                            .path("different")
                            .intValue())
                    .isZero();
            assertThat(dsl.fetchCount(
                            DSL.table("dead_letter"),
                            DSL.field("processing_group", String.class).startsWith("rebuild")))
                    .isZero();
            get("/api/users/" + user).is(404);
        } finally {
            post(rebuild + "/discard", "{}").is(200);
        }
    }

    @Test
    void a_change_that_races_with_forgetting_is_before_it_or_refused() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 10; round++) {
                String user = newUser("Ann", freshEmail());
                CyclicBarrier together = new CyclicBarrier(4);
                List<Future<TestResponse>> changes = IntStream.range(0, 3)
                        .mapToObj(number -> threads.submit(() -> {
                            together.await();
                            return command(
                                    "update-user",
                                    on(
                                            user,
                                            "{\"name\": \"%s %d\", \"email\": \"%s-%d@example.com\"}"
                                                    .formatted(word, number, word + user.substring(24), number)));
                        }))
                        .toList();
                Future<TestResponse> forgotten = threads.submit(() -> {
                    together.await();
                    return command("forget-user", on(user));
                });
                forgotten.get().is(200);
                for (Future<TestResponse> change : changes) {
                    assertThat(change.get().status()).isIn(200, 409);
                }
                JsonNode history = history(user);
                assertThat(history.path(history.size() - 1).path("type").stringValue())
                        .isEqualTo("user.personal-data-forgotten");
                assertThat(history.toString()).doesNotContain(word);
            }
        }
        await().untilAsserted(this::assertNowhere);
    }

    /** Creates a user, changes her in all ways, and makes everything that is derived. */
    private String livelyUser() {
        String user = newUser(name, email);
        command("update-user", on(user, "{\"name\": \"Bea %s\"}".formatted(word)))
                .is(200);
        command("lock-user", on(user, "{\"reason\": \"because %s\"}".formatted(word)))
                .is(200);
        String position =
                command("unlock-user", on(user)).is(200).json().path("position").stringValue();
        get("/api/users/" + user + "?after=" + position).is(200);
        return user;
    }

    private String forget(String user) {
        return command("forget-user", on(user)).is(200).json().path("position").stringValue();
    }

    private void assertForgotten(String user, String position) {
        get("/api/users/" + user + "?after=" + position).is(404);
        assertThat(get("/api/users?id=" + user + "&after=" + position)
                        .is(200)
                        .json()
                        .path("data"))
                .isEmpty();
        assertThat(keys.isForgotten(UUID.fromString(user))).isTrue();
    }

    private JsonNode history(String user) {
        return get("/api/users/" + user + "/events").is(200).json().path("data");
    }

    private void assertNowhere() {
        await().untilAsserted(() -> StoredTexts.assertNowhere(dsl, word));
    }
}
