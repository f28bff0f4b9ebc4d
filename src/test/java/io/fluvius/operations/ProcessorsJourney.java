package io.fluvius.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.console.Browser;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Commands;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.HttpCalls.Answer;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.DeleteUser;
import io.fluvius.user.UserCommand.UpdateUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Processors over HTTP, on one node. */
abstract class ProcessorsJourney {

    private static final String PROCESSORS = "/api/operations/processors";
    private static final String VIEW = "user-directory";
    private static final Duration LONG = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private Domains domains;

    @Autowired
    private Commands commands;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private Troubles.Names names;

    private HttpCalls http;
    private UsersOfANode users;

    @BeforeEach
    void connect() {
        http = new HttpCalls(port);
        users = UsersOfANode.of(domains);
    }

    @AfterEach
    void startAll() {
        names.refused.clear();
        for (String name : List.of(VIEW, Troubles.READ_MODEL, Troubles.AUTOMATION)) {
            ok(http.post(PROCESSORS + "/" + name + "/start", ""));
        }
    }

    @Test
    void an_operator_stops_resets_and_starts_one_in_the_console() {
        UUID john = users.create().id();
        await().until(() -> http.get("/api/users/" + john).status() == 200);
        try (Browser browser = new Browser(port)) {
            browser.open("/console/processors").follow(VIEW).follow("Reset...");
            assertThat(browser.text())
                    .contains("It runs. Stop it first", "Until then, queries return incomplete state.")
                    .containsPattern("Deletes [\\d,]+ rows? of Users")
                    .containsPattern("Reads [\\d,]+ events, ");
            browser.choose("to", "tail").enter("confirmed", VIEW).press("Reset");
            assertThat(browser.status()).isEqualTo(409);

            browser.open("/console/processors/" + VIEW).press("Stop");
            assertThat(browser.texts("dd")).contains("stopped");
            browser.follow("Reset...")
                    .choose("to", "tail")
                    .enter("confirmed", "users")
                    .press("Reset");
            assertThat(browser.text()).contains("nothing was done");
            assertThat(http.get("/api/users/" + john).status()).isEqualTo(200);
            browser.open("/console/processors/" + VIEW + "/reset")
                    .choose("to", "tail")
                    .enter("confirmed", VIEW)
                    .press("Reset");
            assertThat(browser.url()).isEqualTo("/console/processors/" + VIEW);
            assertThat(http.get("/api/users/" + john).status()).isEqualTo(404);

            browser.press("Start");
            await().atMost(LONG).until(() -> http.get("/api/users/" + john).status() == 200);
        }
    }

    @Test
    void an_automation_can_only_skip_events_in_the_console() {
        try (Browser browser = new Browser(port)) {
            browser.open("/console/processors/" + Troubles.AUTOMATION + "/reset");
            assertThat(browser.attributes("input[name=to]", "value")).containsExactly("head");
            browser.open("/console/processors");
            assertThat(browser.texts("tbody th")).contains(Troubles.AUTOMATION, VIEW);
            assertThat(browser.texts("tbody td")).contains("automation", "view", "read model");
            assertThat(browser.open("/console/processors/unknown").status()).isEqualTo(404);
        }
    }

    @Test
    void an_operator_splits_and_merges_segments_in_the_console() {
        try (Browser browser = new Browser(port)) {
            await().atMost(LONG).untilAsserted(() -> {
                browser.open("/console/processors/" + Troubles.READ_MODEL).press("Split");
                assertThat(browser.status()).isEqualTo(200);
            });
            int split = browser.texts("tbody tr").size();
            assertThat(split).isGreaterThan(1);
            await().atMost(LONG).untilAsserted(() -> {
                browser.open("/console/processors/" + Troubles.READ_MODEL).press("Merge");
                assertThat(browser.status()).isEqualTo(200);
            });
            assertThat(browser.texts("tbody tr")).hasSize(split - 1);
        }
    }

    @Test
    void they_are_listed_with_their_segments() {
        UUID john = users.create().id();
        await().until(() -> http.get("/api/users/" + john).status() == 200);

        await().untilAsserted(() -> {
            JsonNode directory = ok(http.get(PROCESSORS + "/" + VIEW));
            assertThat(directory.path("kind").stringValue()).isEqualTo("projection");
            assertThat(directory.path("running").booleanValue()).isTrue();
            assertThat(directory.path("stopped").booleanValue()).isFalse();
            assertThat(directory.path("eventsPerSecond").doubleValue()).isPositive();
            assertThat(directory.path("error").isNull()).isTrue();
            for (JsonNode segment : directory.path("segments")) {
                assertThat(segment.path("caughtUp").booleanValue()).isTrue();
                assertThat(segment.path("behind").intValue()).isZero();
                assertThat(segment.path("secondsBehind").doubleValue()).isZero();
                assertThat(segment.path("node").stringValue()).isNotBlank();
                assertThat(segment.path("oneOf").intValue())
                        .isEqualTo(directory.path("segments").size());
            }
        });
        assertThat(ok(http.get(PROCESSORS)).path("data").valueStream())
                .extracting(
                        it -> it.path("name").stringValue(),
                        it -> it.path("kind").stringValue())
                .contains(
                        tuple(VIEW, "projection"),
                        tuple(Troubles.READ_MODEL, "own-read-model"),
                        tuple(Troubles.AUTOMATION, "automation"));
    }

    @Test
    void one_that_is_stopped_handles_no_events_until_it_is_started() {
        JsonNode stopped = ok(http.post(PROCESSORS + "/" + VIEW + "/stop", ""));
        assertThat(stopped.path("stopped").booleanValue()).isTrue();
        assertThat(stopped.path("running").booleanValue()).isFalse();
        assertThat(ok(http.post(PROCESSORS + "/" + VIEW + "/stop", "{}"))).isNotNull();

        UUID john = users.create().id();
        assertThat(http.get("/api/users/" + john).status()).isEqualTo(404);
        JsonNode behind = ok(http.get(PROCESSORS + "/" + VIEW));
        assertThat(behind.path("segments").valueStream())
                .anyMatch(segment -> segment.path("behind").intValue() > 0);
        assertThat(http.post(PROCESSORS + "/" + VIEW + "/segments/0/split", "").text("code"))
                .isEqualTo("wrong-state");

        JsonNode started = ok(http.post(PROCESSORS + "/" + VIEW + "/start", ""));

        assertThat(started.path("running").booleanValue()).isTrue();
        await().untilAsserted(() ->
                assertThat(http.get("/api/users/" + john).status()).isEqualTo(200));
    }

    @Test
    void a_view_that_is_reset_to_the_tail_is_built_again() {
        UUID john = users.create().id();
        AggregateRef deleted = users.create();
        commands.send(deleted.id(), new DeleteUser(null));
        String last = rename(john, "Johnny");
        assertThat(http.get("/api/users/" + john + "?after=" + last).status()).isEqualTo(200);
        database.update("update user_view set name = 'Wrong' where id = ?", john);

        stop(VIEW);
        JsonNode reset = ok(http.post(PROCESSORS + "/" + VIEW + "/reset", "{\"to\": \"tail\"}"));

        assertThat(reset.path("replaying").booleanValue()).isTrue();
        assertThat(database.queryForObject("select count(*) from user_view", Long.class))
                .isZero();
        start(VIEW);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(http.get("/api/users/" + john + "?after=" + last)
                                .text("name"))
                        .isEqualTo("Johnny"));
        await().atMost(LONG).until(() -> isCaughtUp(VIEW));
        assertThat(http.get("/api/users/" + deleted.id()).status()).isEqualTo(404);
        assertThat(database.queryForObject(
                        "select count(*) from dead_letter where processing_group = ?", Long.class, VIEW))
                .isZero();
    }

    @Test
    void a_view_that_is_reset_to_a_time_keeps_what_its_rows_include() {
        UUID john = users.create().id();
        AggregateRef deleted = users.create();
        await().until(() -> http.get("/api/users/" + deleted.id()).status() == 200);
        Instant time = Instant.now();
        rename(deleted.id(), "Soon deleted");
        commands.send(deleted.id(), new DeleteUser(null));
        String last = rename(john, "Johnny");
        assertThat(http.get("/api/users/" + john + "?after=" + last).status()).isEqualTo(200);

        stop(VIEW);
        JsonNode reset = ok(http.post(PROCESSORS + "/" + VIEW + "/reset", "{\"to\": \"" + time + "\"}"));
        assertThat(reset.path("segments").valueStream())
                .allMatch(segment -> Long.parseLong(segment.path("position").stringValue()) < Long.parseLong(last));
        start(VIEW);

        await().atMost(LONG).until(() -> isCaughtUp(VIEW));
        assertThat(http.get("/api/users/" + john + "?after=" + last).text("name"))
                .isEqualTo("Johnny");
        assertThat(http.get("/api/users/" + deleted.id()).status()).isEqualTo(404);
        assertThat(database.queryForObject(
                        "select count(*) from dead_letter where processing_group = ?", Long.class, VIEW))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {Troubles.READ_MODEL, Troubles.AUTOMATION})
    void one_that_is_reset_to_the_head_skips_what_it_has_not_read(String processor) {
        stop(processor);
        UUID john = users.create().id();
        rename(john, "Skipped");

        ok(http.post(PROCESSORS + "/" + processor + "/reset", "{\"to\": \"head\"}"));
        start(processor);

        await().atMost(LONG).until(() -> isCaughtUp(processor));
        if (processor.equals(Troubles.READ_MODEL)) {
            assertThat(names.handled).doesNotContainKey(john);
        }
    }

    @ParameterizedTest
    @CsvSource({"tail", "2026-01-01T00:00:00Z"})
    void an_automation_never_handles_an_event_again(String to) {
        stop(Troubles.AUTOMATION);

        Answer refused = http.post(PROCESSORS + "/" + Troubles.AUTOMATION + "/reset", "{\"to\": \"" + to + "\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail")).contains("never handles an event again");
    }

    @Test
    void a_reset_that_is_not_possible_changes_nothing() {
        users.create();
        await().until(() -> isCaughtUp(VIEW));
        String reset = PROCESSORS + "/" + VIEW + "/reset";
        assertThat(http.post(reset, "{\"to\": \"tail\"}").text("code")).isEqualTo("wrong-state");

        stop(VIEW);
        List<Map<String, Object>> tokens = tokens();
        assertThat(http.post(reset, "{\"to\": \"2999-01-01T00:00:00Z\"}").status())
                .isEqualTo(422);
        assertThat(http.post(reset, "{\"to\": \"1999-01-01T00:00:00Z\"}").status())
                .isEqualTo(422);
        for (String malformed : List.of(
                "{\"to\": \"yesterday\"}", "{\"to\": 1}", "{}", "[]", "", "{\"to\": \"tail\", \"from\": \"head\"}")) {
            assertThat(http.post(reset, malformed).status()).as(malformed).isEqualTo(400);
        }

        assertThat(tokens()).isEqualTo(tokens);
    }

    @Test
    void one_with_dead_letters_is_reset_to_the_tail_only() {
        UUID john = users.create().id();
        String poison = "Poison " + UUID.randomUUID();
        names.refused.add(poison);
        rename(john, poison);
        await().until(() -> ok(http.get(PROCESSORS + "/" + Troubles.READ_MODEL))
                        .path("deadLetters")
                        .intValue()
                == 1);
        stop(Troubles.READ_MODEL);
        String reset = PROCESSORS + "/" + Troubles.READ_MODEL + "/reset";

        assertThat(http.post(reset, "{\"to\": \"head\"}").text("detail")).contains("1 dead letters");

        names.refused.clear();
        ok(http.post(reset, "{\"to\": \"tail\"}"));
        start(Troubles.READ_MODEL);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(names.handled.get(john)).contains(poison));
        assertThat(ok(http.get(PROCESSORS + "/" + Troubles.READ_MODEL))
                        .path("deadLetters")
                        .intValue())
                .isZero();
    }

    @Test
    void a_segment_is_split_merged_and_released() {
        String segments = PROCESSORS + "/" + Troubles.AUTOMATION + "/segments/";
        assertThat(http.post(segments + "0/merge", "").text("code")).isEqualTo("wrong-state");

        change(segments + "0/split");
        await().atMost(LONG).until(() -> claimed(Troubles.AUTOMATION) == 2);
        change(segments + "1/release");
        await().atMost(LONG).until(() -> claimed(Troubles.AUTOMATION) == 2);
        change(segments + "1/merge");

        await().atMost(LONG).until(() -> claimed(Troubles.AUTOMATION) == 1);
        assertThat(ok(http.get(PROCESSORS + "/" + Troubles.AUTOMATION))
                        .path("segments")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void what_does_not_exist_is_not_found() {
        Answer mistyped = http.get(PROCESSORS + "/user-directry");

        assertThat(mistyped.status()).isEqualTo(404);
        assertThat(mistyped.text("detail")).endsWith("did you mean user-directory?");
        for (String action : List.of("start", "stop", "segments/0/split", "segments/0/merge", "segments/0/release")) {
            assertThat(http.post(PROCESSORS + "/none/" + action, "").status())
                    .as(action)
                    .isEqualTo(404);
        }
        assertThat(http.post(PROCESSORS + "/none/reset", "{\"to\": \"tail\"}").status())
                .isEqualTo(404);
        for (String action : List.of("split", "merge", "release")) {
            assertThat(http.post(PROCESSORS + "/" + VIEW + "/segments/99/" + action, "")
                            .status())
                    .as(action)
                    .isEqualTo(404);
            assertThat(http.post(PROCESSORS + "/" + VIEW + "/segments/one/" + action, "")
                            .status())
                    .as(action)
                    .isEqualTo(400);
        }
        assertThat(http.get(PROCESSORS + "?name=x").status()).isEqualTo(400);
    }

    private void change(String path) {
        await().atMost(LONG).untilAsserted(() -> ok(http.post(path, "")));
    }

    private void stop(String processor) {
        ok(http.post(PROCESSORS + "/" + processor + "/stop", ""));
    }

    private void start(String processor) {
        ok(http.post(PROCESSORS + "/" + processor + "/start", ""));
    }

    private boolean isCaughtUp(String processor) {
        JsonNode segments = ok(http.get(PROCESSORS + "/" + processor)).path("segments");
        return !segments.isEmpty()
                && segments.valueStream()
                        .allMatch(segment -> segment.path("caughtUp").booleanValue());
    }

    private long claimed(String processor) {
        return ok(http.get(PROCESSORS + "/" + processor))
                .path("segments")
                .valueStream()
                .filter(segment -> !segment.path("node").isNull())
                .count();
    }

    private List<Map<String, Object>> tokens() {
        return database.queryForList(
                "select segment, token from token_entry where processor_name = ? order by segment", VIEW);
    }

    private String rename(UUID user, String name) {
        return commands.send(user, new UpdateUser(new PersonName(name), null))
                .position()
                .toString();
    }

    private static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }
}
