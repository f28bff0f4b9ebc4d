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

/** Streams of live changes, one at a time, over users that no other test uses. */
abstract class HttpChangesJourney extends HttpJourney {

    private final String mailServer = UUID.randomUUID() + ".example.com";
    private final String ownUsers = "email.ends=" + mailServer;

    @Test
    void the_first_event_is_the_state() throws IOException {
        String john = user("John");
        String jane = user("Jane");

        // until the feed has passed the events that the state includes, its id is -1
        await().untilAsserted(() -> {
            try (EventSourceClient events = follow(ownUsers)) {
                Event state = events.next();

                assertThat(state.name()).isEqualTo("state");
                assertThat(state.json().propertyNames()).containsExactly("data", "begins", "complete");
                assertThat(state.json().path("begins").booleanValue()).isTrue();
                assertThat(state.json().path("complete").booleanValue()).isTrue();
                assertThat(state.json().path("data"))
                        .containsExactlyInAnyOrder(item(john).json(), item(jane).json());
                assertThat(state.lastId()).matches("\\d+");
            }
        });
    }

    @Test
    void a_state_may_be_empty() throws IOException {
        try (EventSourceClient events = follow(ownUsers)) {
            assertThat(events.next().json().path("data")).isEmpty();
        }
    }

    @Test
    void the_response_is_an_event_stream_that_is_not_stored() throws IOException {
        try (EventSourceClient events = follow(ownUsers)) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
            assertThat(events.header("Cache-Control")).isEqualTo("no-store");
            assertThat(events.header("Transfer-Encoding")).isEqualTo("chunked");
        }
    }

    @Test
    void the_stream_begins_with_the_reconnection_time() throws IOException {
        try (RawHttp http = new RawHttp(port())) {
            http.send("GET " + list(ownUsers) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String line = http.line();
            while (!line.startsWith("retry: ")) {
                line = http.line();
            }

            assertThat(line).isEqualTo("retry: 1000");
            assertThat(http.line()).isEmpty();
        }
    }

    @Test
    void text_beyond_ascii_is_sent_unchanged() throws IOException {
        user("Zoë \uD83D\uDE00");

        try (EventSourceClient events = follow(ownUsers)) {
            assertThat(events.next().json().path("data").path(0).path("name").stringValue())
                    .isEqualTo("Zoë \uD83D\uDE00");
        }
    }

    @Test
    void a_changed_row_is_sent_in_its_new_state() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ownUsers)) {
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
    void a_read_after_a_change_event_includes_the_change() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ownUsers)) {
            events.next();
            for (int i = 1; i <= 50; i++) {
                rename(john, "John " + i);

                assertThat(events.next().json()).isEqualTo(item(john).json());
            }
        }
    }

    @Test
    void a_row_that_begins_to_match_is_sent_as_changed() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ownUsers + "&status=LOCKED")) {
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
    void a_row_that_no_longer_matches_is_sent_as_removed() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ownUsers + "&active=true")) {
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
    void a_row_that_never_matched_is_not_sent() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ownUsers + "&name=Jane")) {
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
    void each_event_of_a_command_is_a_change() throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ownUsers)) {
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
    void include_and_exclude_select_the_members(String parameter, String members) throws IOException {
        String john = user("John");
        try (EventSourceClient events = follow(ownUsers + "&" + parameter)) {
            JsonNode state = events.next().json();
            assertThat(state.path("data").path(0).propertyNames()).containsExactly(members.split(" "));

            send("lock-user", john);
            assertThat(events.next().json().propertyNames()).containsExactly(members.split(" "));
        }
    }

    @Test
    void every_kind_of_filter_selects_the_rows_of_a_stream() throws IOException {
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
    void a_silent_stream_sends_heartbeats() throws IOException {
        try (EventSourceClient events = follow(ownUsers)) {
            events.next();

            events.awaitComment();
            events.awaitComment();
            assertThat(events.comments()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void the_stream_of_an_item_begins_with_its_state_and_reports_its_removal() throws IOException {
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
    void an_item_that_does_not_exist_has_no_stream() {
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
    void a_client_that_reconnects_to_an_item_receives_what_it_missed() throws IOException {
        String john = user("John");
        String address = "/api/users/" + john + "/changes";
        String lastId = await().until(() -> idOfState(address), id -> !id.equals("-1"));
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

    private String idOfState(String address) throws IOException {
        try (EventSourceClient events = EventSourceClient.open(port(), address)) {
            return events.next().lastId();
        }
    }

    @Test
    void the_state_of_a_missing_item_is_null_for_an_id_beyond_the_last_event() throws IOException {
        try (EventSourceClient events =
                EventSourceClient.open(port(), "/api/users/" + UUID.randomUUID() + "/changes", "999999999999")) {
            assertThat(events.next().json().isNull()).isTrue();
        }
    }

    @Test
    void a_client_that_reconnects_receives_what_it_missed_and_nothing_twice() throws IOException {
        String john = user("John");
        String jane = user("Jane");
        String lastId;
        try (EventSourceClient events = follow(ownUsers + "&active=true")) {
            events.next();
            send("lock-user", john);
            assertRemoved(events.next(), john, 1);
            lastId = events.lastId();
        }
        rename(jane, "June");
        send("unlock-user", john);
        send("delete-user", jane);
        String joe = user("Joe");

        try (EventSourceClient events = follow(ownUsers + "&active=true", lastId)) {
            assertChanged(events.next(), jane, 1);
            assertChanged(events.next(), john, 2);
            assertRemoved(events.next(), jane, 2);
            assertChanged(events.next(), joe, 0);
            events.awaitComment();
            rename(joe, "Jo");
            assertChanged(events.next(), joe, 1);
            lastId = events.lastId();
        }
        try (EventSourceClient events = follow(ownUsers + "&active=true", lastId)) {
            events.awaitComment();
        }
    }

    @Test
    void a_stream_continues_after_any_event_id() throws IOException {
        String john = user("John");
        int changes = 10;
        try (EventSourceClient events = follow(ownUsers)) {
            events.next();
            for (int version = 1; version <= changes; version++) {
                rename(john, "John " + version);
                String lastId = events.next().lastId();
                try (EventSourceClient later = follow(ownUsers, lastId)) {
                    rename(john, "John again " + version);
                    assertChanged(later.next(), john, 2L * version);
                }
                assertChanged(events.next(), john, 2L * version);
            }
        }
    }

    @Test
    void a_stream_begins_with_the_state_for_an_id_beyond_the_last_event() throws IOException {
        user("John");

        try (EventSourceClient events = follow(ownUsers, "999999999999")) {
            Event state = events.next();
            assertThat(state.name()).isEqualTo("state");
            assertThat(state.json().path("data")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "-2", "1-1", "1042-1038.1041", "1.5", "\"1\"", "99999999999999999999", "{}"})
    void an_invalid_event_id_is_refused(String id) {
        String john = user("John");

        request("GET", list(ownUsers))
                .header("Last-Event-ID", id)
                .exchange()
                .isProblem(400, "invalid-query", "/Last-Event-ID");
        request("GET", "/api/users/" + john + "/changes")
                .header("Last-Event-ID", id)
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
    void an_invalid_parameter_is_a_problem_although_the_client_accepts_events_only(String parameter, String pointer) {
        request("GET", list(parameter))
                .header("Accept", "text/event-stream")
                .exchange()
                .isProblem(400, "invalid-query", pointer);
    }

    @Test
    void the_stream_of_an_item_accepts_only_the_parameters_of_every_read() {
        String john = user("John");

        get("/api/users/" + john + "/changes?include=name").isProblem(400, "malformed-request", "/include");
        get("/api/users/" + john + "/changes?version=0").isProblem(400, "malformed-request", "/version");
        get("/api/users/" + john + "/changes?after=x").isProblem(400, "invalid-query", "/after");
    }

    @Test
    void the_state_includes_the_position_in_after() throws IOException {
        JsonNode created = command("create-user", user("John", "john@" + mailServer))
                .is(201)
                .json();
        String after = "&after=" + created.path("position").stringValue();

        try (EventSourceClient events = follow(ownUsers + after)) {
            assertThat(events.next().json().path("data")).hasSize(1);
        }
        get(list(ownUsers + "&after=999999999&wait=20")).isProblem(503, "consistency-timeout");
    }

    @Test
    void a_foreign_origin_is_refused() {
        request("GET", list(ownUsers))
                .header("Origin", "https://example.com")
                .exchange()
                .isProblem(403, "forbidden");
    }

    @Test
    void a_head_request_ends_without_a_body() throws IOException {
        String john = user("John");
        for (String address : List.of(list(ownUsers), "/api/users/" + john + "/changes")) {
            TestResponse response = RawHttp.exchange(
                    port(), "HEAD " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(response.is(200).header("Content-Type")).startsWith("text/event-stream");
            assertThat(response.bytes()).isEmpty();
        }
    }

    @Test
    void a_post_request_is_refused() {
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

    /** Creates a user that matches the filter of this test, and waits until reads find it. */
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
