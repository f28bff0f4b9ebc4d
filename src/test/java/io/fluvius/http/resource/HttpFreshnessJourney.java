package io.fluvius.http.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Nightly;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A read with a position returns state that includes the position, and never older state. */
abstract class HttpFreshnessJourney extends HttpJourney {

    private static final int CREATIONS = Nightly.times(2_000);
    private static final int CLIENTS = 16;

    @Test
    void a_read_after_a_creation_finds_the_user_in_every_attempt() {
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            IntStream.range(0, CREATIONS).forEach(number -> clients.submit(() -> createAndFind(number, failures)));
        }

        assertThat(failures).isEmpty();
    }

    private void createAndFind(int number, Queue<String> failures) {
        try {
            String email = freshEmail();
            JsonNode created = command("create-user", user("User " + number, email))
                    .is(201)
                    .json();
            String id = created.path("aggregate").path("id").stringValue();
            String after = "wait=10000&after=" + created.path("position").stringValue();
            TestResponse item = get("/api/users/" + id + "?" + after);
            if (item.status() != 200) {
                failures.add("item " + item.status() + " " + item.text());
            }
            TestResponse list = get("/api/users?email=" + email + "&" + after);
            if (list.status() != 200 || list.json().path("data").size() != 1) {
                failures.add("list " + list.status() + " " + list.text());
            }
        } catch (RuntimeException | AssertionError failure) {
            failures.add(String.valueOf(failure));
        }
    }

    @Test
    void every_read_accepts_a_position() {
        JsonNode created = command("create-user", user("Jane", freshEmail())).json();
        String id = created.path("aggregate").path("id").stringValue();
        String after = "?after=" + created.path("position").stringValue();

        assertThat(post("/api/users/query" + after, "{\"filter\": {\"id\": \"%s\"}}".formatted(id))
                        .is(200)
                        .json()
                        .path("data"))
                .hasSize(1);
        assertThat(get("/api/users/" + id + "/events" + after).is(200).json().path("data"))
                .hasSize(1);
        get("/api/users/" + id + after + "&version=0").is(200);
    }

    @Test
    void a_read_times_out_instead_of_returning_older_state() {
        String id = newUser();

        for (String address : List.of("/api/users/" + id + "?", "/api/users?", "/api/users?name=x&")) {
            TestResponse response = get(address + "after=999999999&wait=20");
            response.isProblem(503, "consistency-timeout");
            assertThat(response.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void a_response_names_the_position_that_it_includes() {
        JsonNode created = command("create-user", user("Jane", freshEmail())).json();
        long position = Long.parseLong(created.path("position").stringValue());
        String id = created.path("aggregate").path("id").stringValue();

        TestResponse item = get("/api/users/" + id + "?after=" + position).is(200);
        TestResponse list =
                get("/api/users?limit=1&after=" + item.header("Position")).is(200);

        assertThat(Long.parseLong(item.header("Position"))).isGreaterThanOrEqualTo(position);
        assertThat(Long.parseLong(list.header("Position"))).isGreaterThanOrEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"after=x", "after=", "after=-2", "after=99999999999999999999", "after=1&after=2", "after=1.0"})
    void an_invalid_position_is_refused(String parameter) {
        String id = newUser();

        get("/api/users?" + parameter).isProblem(400, "invalid-query", "/after");
        get("/api/users/" + id + "?" + parameter).isProblem(400, "invalid-query", "/after");
        post("/api/users/query?" + parameter, "{}").isProblem(400, "invalid-query", "/after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=x", "wait=", "wait=-1", "wait=10001", "wait=1s"})
    void a_wait_out_of_range_is_refused(String parameter) {
        get("/api/users?" + parameter).isProblem(400, "invalid-query", "/wait");
    }
}
