package io.fluvius.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.EventsInDatabase;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is kept about a person is found, and after the person was forgotten, a certificate says that nothing is. */
@EventsInDatabase("reads the tables of events")
abstract class KeptDataJourney extends HttpJourney {

    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");
    private final String email = word + "@example.com";

    @Test
    void what_is_kept_about_a_person_is_found_with_where() {
        String user = livelyUser();

        JsonNode report = personalData(user);

        assertThat(report.at("/person/resource").stringValue()).isEqualTo("user");
        assertThat(report.at("/person/id").stringValue()).isEqualTo(user);
        JsonNode events = kept(report, "events");
        assertThat(events.path("count").intValue()).isEqualTo(3);
        assertThat(events.at("/entries/0/data").toString())
                .isEqualTo("{\"name\":\"Ann %s\",\"email\":\"%s\"}".formatted(word, email));
        assertThat(events.at("/entries/1/type").stringValue()).isEqualTo("user.user-renamed");
        assertThat(events.at("/entries/2/data/reason").stringValue()).isEqualTo("because " + word);
        assertThat(kept(report, "rows/user").at("/entries/0/name").stringValue())
                .isEqualTo("Bea " + word);
        assertThat(kept(report, "rows/membership").at("/entries/0/userId").stringValue())
                .isEqualTo(user);
        assertThat(kept(report, "uniqueValues").at("/entries/0/value").stringValue())
                .isEqualTo(email);
        assertThat(kept(report, "receipts").at("/entries/0/command").stringValue())
                .isEqualTo("update-user");
        for (String none : List.of("snapshots", "deadLetters", "evictedDeadLetters", "sagas", "apiKeys")) {
            assertThat(kept(report, none).path("count").intValue()).as(none).isZero();
        }
    }

    @Test
    void only_persons_have_personal_data_and_only_forgotten_ones_a_certificate() {
        String user = newUser("Ann", email);
        String group = group(user);

        get("/api/users/" + UUID.randomUUID() + "/personal-data").isProblem(404, "not-found");
        get("/api/users/" + UUID.randomUUID() + "/erasure").isProblem(404, "not-found");
        get("/api/users/" + user + "/erasure").isProblem(404, "not-found");
        get("/api/groups/" + group + "/personal-data").isProblem(404, "not-found");
        get("/api/users/" + user + "/personal-data?limit=1").isProblem(400, "malformed-request", "/limit");
    }

    @Test
    void a_certificate_says_what_was_forgotten_and_what_remains() {
        String user = livelyUser();

        String position =
                command("forget-user", on(user)).is(200).json().path("position").stringValue();
        get("/api/users/" + user + "?after=" + position).is(404);
        await().untilAsserted(() ->
                assertThat(certificate(user).at("/remaining/rows").intValue()).isZero());

        JsonNode certificate = certificate(user);
        assertThat(certificate.path("subject").stringValue()).hasSize(64).doesNotContain(user);
        assertThat(certificate.path("forgottenAt").isString()).isTrue();
        assertThat(certificate.has("by")).isTrue();
        assertThat(certificate.path("events").intValue()).isEqualTo(4);
        // name and e-mail, name, reason
        assertThat(certificate.path("values").intValue()).isEqualTo(4);
        for (String none : List.of("rows", "uniqueValues", "snapshots", "deadLetters", "evictedDeadLetters")) {
            assertThat(certificate.path("remaining").path(none).intValue())
                    .as(none)
                    .isZero();
        }
        JsonNode report = personalData(user);
        assertThat(kept(report, "events").at("/entries/0/data/name").toString()).isEqualTo("{\"forgotten\":true}");
        assertThat(kept(report, "rows/user").path("count").intValue()).isZero();
    }

    /** Creates a user who was renamed, is locked with a reason, is in a group, and has a refused command and a dry run. */
    private String livelyUser() {
        String user = newUser("Ann " + word, email);
        group(user);
        command("update-user", on(user, "{\"name\": \"Bea %s\"}".formatted(word)))
                .is(200);
        String taken = freshEmail();
        newUser("Bea", taken);
        String refused = "{\"name\": \"Cleo %s\", \"email\": \"%s\"}".formatted(word, taken);
        command("update-user", on(user, refused)).isProblem(409, "unique-value-taken");
        command("create-user", user(word, email)).isProblem(409, "unique-value-taken");
        request("POST", "/api/commands/update-user")
                .header("Prefer", "dry-run")
                .json(on(user, "{\"name\": \"Dora %s\"}".formatted(word)))
                .exchange()
                .is(200);
        TestResponse locked = command("lock-user", on(user, "{\"reason\": \"because %s\"}".formatted(word)));
        String position = locked.is(200).json().path("position").stringValue();
        get("/api/users/" + user + "?after=" + position).is(200);
        return user;
    }

    private String group(String user) {
        NewGroup added = newGroupOf(user);
        String group = added.id();
        String position = added.position();
        get("/api/memberships?userId=" + user + "&after=" + position).is(200);
        return group;
    }

    private JsonNode personalData(String user) {
        return get("/api/users/" + user + "/personal-data").is(200).json();
    }

    private JsonNode certificate(String user) {
        return get("/api/users/" + user + "/erasure").is(200).json();
    }

    private static JsonNode kept(JsonNode report, String where) {
        return report.path("kept")
                .valueStream()
                .filter(kept -> kept.path("where").stringValue().equals(where))
                .findFirst()
                .orElseThrow();
    }
}
