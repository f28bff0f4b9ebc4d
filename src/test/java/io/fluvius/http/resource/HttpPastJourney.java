package io.fluvius.http.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserId;
import io.fluvius.user.UserView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Reads past states of users by version and by time, over HTTP and in Java. */
abstract class HttpPastJourney extends HttpJourney {

    private static final int COMMANDS = 25;
    private static final List<String> WITHOUT_PAYLOAD = List.of(
            "activate-user",
            "deactivate-user",
            "lock-user",
            "unlock-user",
            "enable-totp",
            "remove-totp",
            "reconcile-user");

    @Autowired
    private StateManager state;

    private String id = "";
    private long position = -1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void each_version_and_each_time_returns_the_state_that_was_current_then(long seed) {
        Random random = new Random(seed);
        create();
        SortedMap<Long, TestResponse> recorded = new TreeMap<>();
        record(recorded);
        for (int i = 0; i < COMMANDS; i++) {
            sendRandomCommand(random);
            record(recorded);
        }
        if (seed % 2 == 0) {
            send("delete-user", on(id));
            record(recorded);
        }

        assertThat(recorded).hasSizeGreaterThan(COMMANDS / 3);
        recorded.forEach((version, response) -> assertSame(item("version=" + version), response));
        item("version=" + (recorded.lastKey() + 1)).isProblem(404, "not-found");
        List<Instant> times = times();
        for (Instant time : times) {
            long version = times.lastIndexOf(time);
            assertSame(item("at=" + time), item("version=" + version));
        }
        item("at=" + times.getFirst().minusNanos(1)).isProblem(404, "not-found");
        assertSame(item("at=" + times.getLast().plusSeconds(3600)), recorded.get(recorded.lastKey()));
    }

    /** Records the current response under its version. */
    private void record(SortedMap<Long, TestResponse> recorded) {
        TestResponse now = item("wait=10000&after=" + position);
        recorded.put(times().size() - 1L, now);
    }

    private void sendRandomCommand(Random random) {
        String key = WITHOUT_PAYLOAD.get(random.nextInt(WITHOUT_PAYLOAD.size()));
        switch (random.nextInt(5)) {
            case 0 -> send("update-user", on(id, "{\"name\": \"Name %d\"}".formatted(random.nextInt())));
            case 1 ->
                send(
                        "update-user",
                        on(id, "{\"name\": \"N %d\", \"email\": \"%s\"}".formatted(random.nextInt(), freshEmail())));
            case 2 -> send("execute-user-action", on(id, "{\"actions\": [\"A_%d\"]}".formatted(random.nextInt(9))));
            default -> send(key, on(id));
        }
    }

    private static void assertSame(TestResponse past, TestResponse recorded) {
        assertThat(past.status()).isEqualTo(recorded.status());
        if (past.status() == 200) {
            assertThat(past.json()).isEqualTo(recorded.json());
            assertThat(past.header("ETag")).isEqualTo(recorded.header("ETag"));
        }
    }

    @Test
    void the_entity_tag_is_the_past_version() {
        create();
        send("enable-totp", on(id));
        send("lock-user", on(id));

        TestResponse past = item("version=1").is(200);

        assertThat(past.header("ETag")).isEqualTo("\"1\"");
        assertThat(past.header("Position")).matches("\\d+");
        assertThat(past.json().path("totpEnabled").booleanValue()).isTrue();
        assertThat(past.json().path("status").stringValue()).isEqualTo("ACTIVE");
        assertThat(request("GET", address("version=1"))
                        .header("If-None-Match", "\"1\"")
                        .exchange()
                        .is(304)
                        .bytes())
                .isEmpty();
        request("GET", address("version=0"))
                .header("If-None-Match", "\"1\"")
                .exchange()
                .is(200);
        request("GET", address("at=" + times().get(1)))
                .header("If-None-Match", "\"9\"")
                .exchange()
                .is(200);
    }

    @Test
    void a_date_means_its_start_in_utc() {
        create();
        LocalDate today = times().getFirst().atZone(ZoneOffset.UTC).toLocalDate();

        item("at=" + today).isProblem(404, "not-found");
        assertThat(item("at=" + today.plusDays(1)).is(200).json())
                .isEqualTo(item("version=0").json());
    }

    @Test
    void a_time_may_have_any_offset_and_precision() {
        create();
        Instant created = times().getFirst();

        for (String time : List.of(
                created.atOffset(ZoneOffset.ofHours(2)).toString().replace("+", "%2B"),
                created.atOffset(ZoneOffset.ofHours(-5)).toString(),
                created.plusNanos(1).toString())) {
            item("at=" + time).is(200);
        }
        item("at=" + created.minusNanos(1)).isProblem(404, "not-found");
    }

    @Test
    void a_deleted_user_is_found_before_its_deletion_only() {
        create();
        send("delete-user", on(id));
        List<Instant> times = times();

        assertThat(item("version=0").is(200).json().path("name").stringValue()).isEqualTo("John");
        item("version=1").isProblem(404, "not-found");
        item("version=2").isProblem(404, "not-found");
        item("at=" + times.get(1)).isProblem(404, "not-found");
        item("at=" + Instant.now().plusSeconds(60)).isProblem(404, "not-found");
    }

    @Test
    void a_version_that_was_not_reached_says_which_one_was() {
        create();
        send("lock-user", on(id));
        for (String version : List.of("2", "99", "9223372036854775807")) {
            JsonNode problem =
                    item("version=" + version).isProblem(404, "not-found").json();
            assertThat(problem.path("detail").stringValue())
                    .isEqualTo("The newest version of the user with the id " + id + " is 1");
            assertThat(problem.path("actual").longValue()).isEqualTo(1);
        }
        send("delete-user", on(id));
        assertThat(item("version=3")
                        .isProblem(404, "not-found")
                        .json()
                        .path("actual")
                        .longValue())
                .isEqualTo(2);
        assertThat(get("/api/users/" + UUID.randomUUID() + "?version=99")
                        .isProblem(404, "not-found")
                        .json()
                        .has("actual"))
                .isFalse();
    }

    @Test
    void a_point_without_state_says_so() {
        create();
        send("delete-user", on(id));
        Instant created = times().getFirst();

        assertThat(detail("at=2020-01-01"))
                .isEqualTo("There was no user with the id " + id + " at 2020-01-01T00:00:00Z: its history begins at "
                        + created);
        assertThat(detail("version=1")).isEqualTo("There was no user with the id " + id + " at version 1");
        assertThat(detail("at=2999-01-01"))
                .isEqualTo("There was no user with the id " + id + " at 2999-01-01T00:00:00Z");
    }

    private String detail(String parameters) {
        return item(parameters)
                .isProblem(404, "not-found")
                .json()
                .path("detail")
                .stringValue();
    }

    @Test
    void a_user_that_never_existed_is_not_found() {
        String user = "/api/users/" + UUID.randomUUID();

        get(user + "?version=0").isProblem(404, "not-found");
        get(user + "?at=2026-11-01").isProblem(404, "not-found");
        get("/api/things/" + UUID.randomUUID() + "?version=0").isProblem(404, "unknown-resource");
        get("/api/users/no-uuid?version=0").isProblem(400, "malformed-request", "/id");
    }

    @Test
    void an_aggregate_of_another_domain_is_not_found() {
        String book = command("add-book", "{\"payload\": {\"title\": \"Momo\", \"author\": \"Michael Ende\"}}")
                .is(201)
                .json()
                .path("aggregate")
                .path("id")
                .stringValue();

        get("/api/users/" + book + "?version=0").isProblem(404, "not-found");
        assertThat(get("/api/users/" + book + "?version=99")
                        .isProblem(404, "not-found")
                        .json()
                        .has("actual"))
                .isFalse();
        get("/api/users/" + book + "?at=2999-01-01").isProblem(404, "not-found");
        get("/api/books/" + book + "?version=0").is(200);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "version=x, /version",
                "version=, /version",
                "version=-1, /version",
                "version=1.0, /version",
                "version=99999999999999999999, /version",
                "version=1&version=2, /version",
                "at=x, /at",
                "at=, /at",
                "at=2026-11-01T00:00:00, /at",
                "at=2026-02-30, /at",
                "at=2026-11-01T25:00:00Z, /at",
                "at=1700000000, /at",
                "at=2026-11-01&at=2026-11-02, /at",
                "version=1&at=2026-11-01, /at",
                "version=x&at=x, /version /at",
                "after=x&version=0, /after",
            })
    void an_invalid_version_or_time_is_refused(String parameters, String pointers) {
        create();

        item(parameters).isProblem(400, "invalid-query", pointers.split(" "));
    }

    @Test
    void a_list_does_not_accept_a_time() {
        get("/api/users?at=2026-11-01").isProblem(400, "invalid-query", "/at");
    }

    @Test
    void past_state_is_read_in_java() {
        create();
        send("update-user", on(id, "{\"name\": \"Jane\"}"));
        Instant created = times().getFirst();

        UserView first = state.at(UserView.class, UserId.of(id), 0);
        assertThat(first.name().value()).isEqualTo("John");
        assertThat(first.version()).isZero();
        assertThat(first.createdAt()).isEqualTo(created).isEqualTo(first.updatedAt());
        assertThat(state.at("user", id, 0)).isEqualTo(first);
        assertThat(state.at(UserView.class, UUID.fromString(id), 1).name().value())
                .isEqualTo("Jane");
        assertThat(state.at("user", id, Instant.MAX)).isEqualTo(state.at("user", id, 1));
        assertThat(state.at(UserView.class, id, Instant.MAX).name().value()).isEqualTo("Jane");
    }

    @Test
    void state_that_did_not_exist_is_not_found_in_java() {
        create();

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> state.at(UserView.class, id, 1));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> state.at("user", id, Instant.EPOCH));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> state.at("user", UUID.randomUUID(), 0));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> state.at("thing", id, 0))
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNKNOWN_RESOURCE));
    }

    private void create() {
        JsonNode created =
                command("create-user", user("John", freshEmail())).is(201).json();
        id = created.path("aggregate").path("id").stringValue();
        rememberPosition(created);
    }

    /** Sends a command, which may be rejected. */
    private void send(String key, String json) {
        TestResponse response = command(key, json);
        assertThat(response.status()).as(response::text).isIn(200, 422);
        rememberPosition(response.json());
    }

    private void rememberPosition(JsonNode response) {
        position = Math.max(position, Long.parseLong(response.path("position").stringValue("-1")));
    }

    private String address(String parameters) {
        return "/api/users/" + id + "?" + parameters;
    }

    private TestResponse item(String parameters) {
        return get(address(parameters));
    }

    /** The time of each event of the user. */
    private List<Instant> times() {
        return get("/api/users/" + id + "/events?limit=1000")
                .is(200)
                .json()
                .path("data")
                .valueStream()
                .map(event -> Instant.parse(event.path("at").stringValue()))
                .toList();
    }
}
