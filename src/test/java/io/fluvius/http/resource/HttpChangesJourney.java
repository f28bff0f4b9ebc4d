package io.fluvius.http.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.EventSourceClient;
import io.fluvius.environment.EventSourceClient.Event;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.RawHttp;
import io.fluvius.http.TestResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Live changes over HTTP, told to one follower at a time, who follows users whom nobody else knows. */
abstract class HttpChangesJourney extends HttpJourney {

    private final String mailServer = UUID.randomUUID() + ".example.com";
    private final String ours = "email.ends=" + mailServer;

    @Test
    void the_state_comes_first() throws IOException {
        String john = user("John");
        String jane = user("Jane");

        try (EventSourceClient events = follow(ours)) {
            Event state = events.next();

            assertThat(state.name()).isEqualTo("state");
            assertThat(state.json().propertyNames()).containsExactly("data", "begins", "complete");
            assertThat(state.json().path("begins").booleanValue()).isTrue();
            assertThat(state.json().path("complete").booleanValue()).isTrue();
            assertThat(state.json().path("data"))
                    .containsExactlyInAnyOrder(item(john).json(), item(jane).json());
            assertThat(state.lastId()).matches("\\d+(-[\\d.]+)?");
        }
    }

    @Test
    void a_state_may_be_empty() throws IOException {
        try (EventSourceClient events = follow(ours)) {
            assertThat(events.next().json().path("data")).isEmpty();
        }
    }

    @Test
    void the_answer_is_a_stream_of_events_that_nobody_keeps() throws IOException {
        try (EventSourceClient events = follow(ours)) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
            assertThat(events.header("Cache-Control")).isEqualTo("no-store");
            assertThat(events.header("Transfer-Encoding")).isEqualTo("chunked");
        }
    }

    @Test
    void a_client_is_told_when_to_come_back() throws IOException {
        try (RawHttp http = new RawHttp(port())) {
            http.send("GET " + list(ours) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String line = http.line();
            while (!line.startsWith("retry: ")) {
                line = http.line();
            }

            assertThat(line).isEqualTo("retry: 1000");
            assertThat(http.line()).isEmpty();
        }
    }

    @Test
    void text_beyond_ascii_arrives_as_it_is() throws IOException {
        user("Zoë \uD83D\uDE00");

        try (EventSourceClient events = follow(ours)) {
            assertThat(events.next().json().path("data").path(0).path("name").stringValue())
                    .isEqualTo("Zoë \uD83D\uDE00");
        }
    }

    @Test
    void a_row_that_changes_is_told_as_it_is_then() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ours)) {
            events.next();

            send("lock-user", john);

            Event changed = events.next();
            assertThat(changed.name()).isEqualTo("changed");
            assertThat(changed.json()).isEqualTo(item(john).json());
            assertThat(changed.json().path("status").stringValue()).isEqualTo("LOCKED");
            assertThat(changed.json().path("version").longValue()).isOne();
        }
    }

    @Test
    void whoever_is_told_finds_it_in_the_state() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ours)) {
            events.next();
            for (int i = 1; i <= 50; i++) {
                rename(john, "John " + i);

                assertThat(events.next().json()).isEqualTo(item(john).json());
            }
        }
    }

    @Test
    void a_row_that_begins_to_match_is_told_as_changed() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ours + "&status=LOCKED")) {
            assertThat(events.next().json().path("data")).isEmpty();

            send("lock-user", john);
            assertChanged(events.next(), john, 1);

            String email = freshEmail();
            String stranger = newUser("Jane", email);
            send("lock-user", stranger);
            command("update-user", on(stranger, "{\"email\": \"jane@" + mailServer + "\"}"))
                    .is(200);
            assertChanged(events.next(), stranger, 2);
        }
    }

    @Test
    void a_row_that_matches_no_longer_is_told_as_removed() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ours + "&active=true")) {
            events.next();

            send("deactivate-user", john);
            Event removed = events.next();
            assertRemoved(removed, john, 1);
            assertThat(removed.json().propertyNames()).containsExactly("id", "version");

            send("activate-user", john);
            assertChanged(events.next(), john, 2);
            send("delete-user", john);
            assertRemoved(events.next(), john, 3);
        }
    }

    @Test
    void what_never_matched_is_not_told() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ours + "&name=Jane")) {
            events.next();

            send("lock-user", john);
            rename(john, "Joe");
            send("delete-user", john);
            events.awaitComment();
            String jane = user("Jane");

            assertChanged(events.next(), jane, 0);
        }
    }

    @Test
    void each_event_of_a_command_is_told() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ours)) {
            events.next();

            command("update-user", on(john, "{\"name\": \"Joe\", \"email\": \"joe@%s\"}".formatted(mailServer)))
                    .is(200);

            assertChanged(events.next(), john, 1);
            assertChanged(events.next(), john, 2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "include=name, id name",
        "'exclude=requiredActions,reconciledAt,deactivationReason,createdAt,updatedAt,email',"
                + " id name status active totpEnabled version"
    })
    void members_are_shown_as_asked_for(String parameter, String members) throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ours + "&" + parameter)) {
            JsonNode state = events.next().json();
            assertThat(state.path("data").path(0).propertyNames()).containsExactly(members.split(" "));

            send("lock-user", john);
            assertThat(events.next().json().propertyNames()).containsExactly(members.split(" "));
        }
    }

    @Test
    void every_way_to_ask_for_rows_is_a_way_to_follow_them() throws IOException {
        String john = user("John Doe");
        String jane = user("Jane Roe");
        String mail = "&email.ends=" + mailServer;

        for (String filter : List.of(
                "query=%7B%22name%22%3A%22John%20Doe%22%7D" + mail, "text=doe%20john" + mail, "name!has=jane" + mail)) {
            try (EventSourceClient events = follow(filter)) {
                assertThat(events.next().json().path("data")).hasSize(1);
                send("reconcile-user", jane);
                send("reconcile-user", john);
                assertThat(events.next().json().path("id").stringValue()).isEqualTo(john);
            }
        }
    }

    @Test
    void while_nothing_happens_comments_come() throws IOException {
        try (EventSourceClient events = follow(ours)) {
            events.next();

            events.awaitComment();
            events.awaitComment();
            assertThat(events.comments()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void an_item_is_followed_from_its_state_to_its_end() throws IOException {
        String john = user("John");
        String jane = user("Jane");
        try (EventSourceClient events = EventSourceClient.open(port(), "/api/users/" + john + "/changes")) {
            Event state = events.next();
            assertThat(state.name()).isEqualTo("state");
            assertThat(state.json()).isEqualTo(item(john).json());

            send("lock-user", jane);
            rename(john, "Joe");
            assertThat(events.next().json()).isEqualTo(item(john).json());
            send("delete-user", john);
            assertRemoved(events.next(), john, 2);
            events.awaitComment();
        }
    }

    @Test
    void an_item_that_is_not_there_cannot_be_followed() {
        String gone = user("Gone");
        send("delete-user", gone);
        await().untilAsserted(() -> item(gone).isProblem(404, "not-found"));

        get("/api/users/" + gone + "/changes").isProblem(404, "not-found");
        get("/api/users/" + UUID.randomUUID() + "/changes").isProblem(404, "not-found");
        get("/api/users/no-uuid/changes").isProblem(400, "malformed-request", "/id");
        get("/api/things/" + gone + "/changes").isProblem(404, "unknown-resource");
        get("/api/things/changes").isProblem(404, "unknown-resource");
    }

    @Test
    void who_follows_an_item_and_comes_back_is_told_what_became_of_it() throws IOException {
        String john = user("John");
        String address = "/api/users/" + john + "/changes";
        String lastId;
        try (EventSourceClient events = EventSourceClient.open(port(), address)) {
            lastId = events.next().lastId();
        }
        rename(john, "Joe");
        send("delete-user", john);

        try (EventSourceClient events = EventSourceClient.open(port(), address, lastId)) {
            assertChanged(events.next(), john, 1);
            assertRemoved(events.next(), john, 2);
            lastId = events.lastId();
        }
        try (EventSourceClient events = EventSourceClient.open(port(), address, lastId)) {
            assertThat(events.status()).isEqualTo(200);
            events.awaitComment();
        }
    }

    @Test
    void an_item_that_is_gone_since_an_id_of_nowhere_is_nothing() throws IOException {
        try (EventSourceClient events =
                EventSourceClient.open(port(), "/api/users/" + UUID.randomUUID() + "/changes", "999999999999")) {
            assertThat(events.next().json().isNull()).isTrue();
        }
    }

    @Test
    void who_comes_back_is_told_what_it_missed_and_nothing_again() throws IOException {
        String john = user("John");
        String jane = user("Jane");
        String lastId;
        try (EventSourceClient events = follow(ours + "&active=true")) {
            events.next();
            send("lock-user", john);
            assertRemoved(events.next(), john, 1);
            lastId = events.lastId();
        }
        rename(jane, "June");
        send("unlock-user", john);
        send("delete-user", jane);
        String joe = user("Joe");

        try (EventSourceClient events = follow(ours + "&active=true", lastId)) {
            assertChanged(events.next(), jane, 1);
            assertChanged(events.next(), john, 2);
            assertRemoved(events.next(), jane, 2);
            assertChanged(events.next(), joe, 0);
            events.awaitComment();
            rename(joe, "Jo");
            assertChanged(events.next(), joe, 1);
            lastId = events.lastId();
        }
        try (EventSourceClient events = follow(ours + "&active=true", lastId)) {
            events.awaitComment();
        }
    }

    @Test
    void each_place_on_the_way_leads_to_the_rest() throws IOException {
        String john = user("John");
        int changes = 10;
        try (EventSourceClient events = follow(ours)) {
            events.next();
            for (int version = 1; version <= changes; version++) {
                rename(john, "John " + version);
                String lastId = events.next().lastId();
                try (EventSourceClient later = follow(ours, lastId)) {
                    rename(john, "John again " + version);
                    assertChanged(later.next(), john, 2L * version);
                }
                assertChanged(events.next(), john, 2L * version);
            }
        }
    }

    @Test
    void an_id_beyond_the_last_event_begins_with_the_state() throws IOException {
        user("John");

        try (EventSourceClient events = follow(ours, "999999999999")) {
            Event state = events.next();
            assertThat(state.name()).isEqualTo("state");
            assertThat(state.json().path("data")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "-2", "1-1", "1.5", "\"1\"", "99999999999999999999", "{}"})
    void an_id_that_is_none_is_refused(String id) {
        String john = user("John");

        request("GET", list(ours))
                .header("Last-Event-ID", id)
                .exchange()
                .isProblem(400, "invalid-query", "/Last-Event-ID");
        request("GET", "/api/users/" + john + "/changes")
                .header("Last-Event-ID", id)
                .exchange()
                .isProblem(400, "invalid-query", "/Last-Event-ID");
    }

    @Test
    void an_id_with_more_gaps_than_any_has_is_refused() {
        String gaps = "1.".repeat(2_000) + "1";

        request("GET", list(ours))
                .header("Last-Event-ID", "5-" + gaps)
                .exchange()
                .isProblem(400, "invalid-query", "/Last-Event-ID");
    }

    @ParameterizedTest
    @CsvSource({
        "nme=John, /nme",
        "name.like=John, /name.like",
        "sort=name.asc, /sort",
        "limit=10, /limit",
        "page=1, /page",
        "cursor=x, /cursor",
        "count=true, /count",
        "include=nme, /include/0",
        "after=x, /after",
        "wait=-1, /wait",
        "query=x, /query",
    })
    void what_cannot_be_followed_is_a_problem_also_for_who_wants_events(String parameter, String pointer) {
        request("GET", list(parameter))
                .header("Accept", "text/event-stream")
                .exchange()
                .isProblem(400, "invalid-query", pointer);
    }

    @Test
    void an_item_takes_no_parameters_but_those_of_every_read() {
        String john = user("John");

        get("/api/users/" + john + "/changes?include=name").isProblem(400, "malformed-request", "/include");
        get("/api/users/" + john + "/changes?version=0").isProblem(400, "malformed-request", "/version");
        get("/api/users/" + john + "/changes?after=x").isProblem(400, "invalid-query", "/after");
    }

    @Test
    void a_state_is_as_new_as_it_is_asked_for() throws IOException {
        JsonNode created = command("create-user", user("John", "john@" + mailServer))
                .is(201)
                .json();
        String after = "&after=" + created.path("position").stringValue();

        try (EventSourceClient events = follow(ours + after)) {
            assertThat(events.next().json().path("data")).hasSize(1);
        }
        get(list(ours + "&after=999999999&wait=20")).isProblem(503, "consistency-timeout");
    }

    @Test
    void nobody_else_may_follow() {
        request("GET", list(ours))
                .header("Origin", "https://example.com")
                .exchange()
                .isProblem(403, "forbidden");
    }

    @Test
    void who_asks_for_the_head_only_follows_nothing() throws IOException {
        String john = user("John");
        for (String address : List.of(list(ours), "/api/users/" + john + "/changes")) {
            TestResponse response = RawHttp.exchange(
                    port(), "HEAD " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(response.is(200).header("Content-Type")).startsWith("text/event-stream");
            assertThat(response.bytes()).isEmpty();
        }
    }

    @Test
    void other_methods_are_refused() {
        post(list(""), "{}").isProblem(405, "method-not-allowed");
    }

    private EventSourceClient follow(String parameters) throws IOException {
        return EventSourceClient.open(port(), list(parameters));
    }

    private EventSourceClient follow(String parameters, String lastId) throws IOException {
        return EventSourceClient.open(port(), list(parameters), lastId);
    }

    private static String list(String parameters) {
        return "/api/users/changes?" + parameters;
    }

    private TestResponse item(String id) {
        return get("/api/users/" + id);
    }

    /** A new user of ours, who can be read. */
    private String user(String name) {
        String id = newUser(name, UUID.randomUUID() + "@" + mailServer);
        await().untilAsserted(() -> item(id).is(200));
        return id;
    }

    private void rename(String id, String name) {
        command("update-user", on(id, "{\"name\": \"" + name + "\"}")).is(200);
    }

    private void send(String command, String id) {
        command(command, on(id)).is(200);
    }

    private static void assertChanged(Event event, String id, long version) {
        assertThat(event.name()).isEqualTo("changed");
        assertAbout(event, id, version);
    }

    private static void assertRemoved(Event event, String id, long version) {
        assertThat(event.name()).isEqualTo("removed");
        assertAbout(event, id, version);
    }

    private static void assertAbout(Event event, String id, long version) {
        assertThat(event.json().path("id").stringValue()).isEqualTo(id);
        assertThat(event.json().path("version").longValue()).isEqualTo(version);
    }
}
