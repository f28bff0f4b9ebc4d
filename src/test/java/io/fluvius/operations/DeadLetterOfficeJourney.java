package io.fluvius.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.console.Browser;
import io.fluvius.domain.Commands;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.HttpCalls.Answer;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.UpdateUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Dead letters over HTTP: of views, of read models of an application's own, and of automations. */
abstract class DeadLetterOfficeJourney {

    @TestConfiguration
    @Import({Troubles.Names.class, Troubles.Mails.class})
    static class Handlers {}

    private static final String LETTERS = "/api/operations/dead-letters";
    private static final String VIEW = "user-directory";
    private static final int MANY = 1_025;
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

    @Autowired
    private Troubles.Mails mails;

    private HttpCalls http;

    @BeforeEach
    void connect() {
        http = new HttpCalls(port);
    }

    @Test
    void an_event_that_a_view_cannot_apply_is_shown_retried_and_then_read() {
        UUID john = user();
        loseRow(john);
        rename(john, "Johnny");
        String position = rename(john, "John");
        JsonNode letter = awaitLetter(VIEW, john, 1);

        assertThat(letter.path("event").path("type").stringValue()).isEqualTo("user.user-renamed");
        assertThat(letter.path("event").path("version").intValue()).isEqualTo(1);
        assertThat(letter.path("cause").path("type").stringValue()).isEqualTo("java.lang.IllegalStateException");
        assertThat(letter.path("cause").path("message").stringValue()).isEqualTo("user " + john + " does not exist");
        assertThat(letter.path("attempts").intValue()).isEqualTo(1);
        assertThat(letter.path("links").path("item").stringValue()).isEqualTo("/api/users/" + john);
        JsonNode details = ok(http.get(self(letter)));
        assertThat(details.path("payload").path("name").stringValue()).isEqualTo("Johnny");
        assertThat(details.path("metadata").has("commandId")).isTrue();
        assertThat(details.path("attempts").path(0).path("stackTrace").stringValue())
                .contains("java.lang.IllegalStateException", "at io.fluvius");
        assertThat(details.path("behind").size()).isEqualTo(1);
        assertThat(http.get("/api/users/" + john + "?after=" + position).text("code"))
                .isEqualTo("projection-parked");

        JsonNode failed = ok(http.post(self(letter) + "/retry", ""));

        assertThat(failed.path("handled").intValue()).isZero();
        assertThat(failed.path("remaining").intValue()).isEqualTo(1);
        assertThat(ok(http.get(self(letter))).path("attempts").size()).isEqualTo(2);

        restoreRow(john);
        JsonNode retried = ok(http.post(self(letter) + "/retry", ""));

        assertThat(retried.path("handled").intValue()).isEqualTo(2);
        assertThat(retried.path("remaining").intValue()).isZero();
        JsonNode row = ok(http.get("/api/users/" + john + "?after=" + position));
        assertThat(row.path("name").stringValue()).isEqualTo("John");
        assertThat(row.path("version").intValue()).isEqualTo(2);
        assertThat(http.get(self(letter)).status()).isEqualTo(404);
    }

    @Test
    void an_operator_finds_the_cause_and_retries_in_the_console() {
        UUID john = user();
        loseRow(john);
        rename(john, "Johnny");
        JsonNode letter = awaitLetter(VIEW, john, 0);
        try (Browser browser = new Browser(port)) {
            browser.open("/console/dead-letters")
                    .enter("processor", VIEW)
                    .enter("cause", "IllegalStateException")
                    .press("Filter");
            assertThat(browser.text()).contains("user " + john + " does not exist");

            browser.open("/console/dead-letters/" + letter.path("id").stringValue());
            assertThat(browser.text()).contains("user.user-renamed", "Johnny", VIEW);
            assertThat(browser.html()).contains("at io.fluvius");
            assertThat(browser.texts(".copied").getFirst())
                    .contains(
                            "package io.fluvius.user.query;",
                            "class UserRenamedIsHandledTest {",
                            "new UserDirectory()",
                            "UserCreated.class");
            browser.press("Retry");
            assertThat(browser.texts("main [role=status]")).containsExactly("No event was handled; 1 is still parked.");

            restoreRow(john);
            browser.press("Retry");
            assertThat(browser.texts("main [role=status]"))
                    .containsExactly("1 event was handled; none is still parked.");
            assertThat(browser.url()).startsWith("/console/dead-letters?");
        }
    }

    @Test
    void an_operator_gives_an_event_up_in_the_console_with_a_reason() {
        UUID john = user();
        loseRow(john);
        rename(john, "Johnny");
        String id = awaitLetter(VIEW, john, 0).path("id").stringValue();
        String reason = "Given up <because> of " + john;
        try (Browser browser = new Browser(port)) {
            browser.open("/console/dead-letters/" + id).enter("reason", "  ").press("Evict");
            assertThat(browser.status()).isEqualTo(422);

            browser.open("/console/dead-letters/" + id).enter("reason", reason).press("Evict");
            assertThat(browser.url()).isEqualTo("/console/dead-letters/evicted");
            assertThat(browser.texts("td")).contains(reason);

            browser.open("/console/dead-letters/" + id);
            assertThat(browser.status()).isEqualTo(404);
        }
        restoreRow(john);
    }

    @Test
    void an_event_that_a_read_model_cannot_apply_is_retried() {
        UUID john = user();
        String poison = "Poison " + UUID.randomUUID();
        names.refused.add(poison);
        rename(john, poison);
        rename(john, "John");
        JsonNode letter = awaitLetter(Troubles.READ_MODEL, john, 1);
        assertThat(letter.path("cause").path("message").stringValue()).isEqualTo("This name is refused");

        names.refused.clear();
        JsonNode retried = ok(http.post(self(letter) + "/retry", "{}"));

        assertThat(retried.path("handled").intValue()).isEqualTo(2);
        assertThat(names.handled.get(john)).endsWith(poison, "John");
    }

    @Test
    void an_event_that_an_automation_cannot_handle_is_retried() {
        UUID john = user();
        String poison = "Poison " + UUID.randomUUID();
        mails.refused.add(poison);
        rename(john, poison);
        rename(john, "John");
        awaitLetter(Troubles.AUTOMATION, john, 1);

        mails.refused.clear();
        ok(http.post(LETTERS + "/retry", "{\"processor\": \"" + Troubles.AUTOMATION + "\"}"));

        await().untilAsserted(() -> assertThat(mails.handled.get(john)).containsExactly(poison, "John"));
        await().untilAsserted(
                        () -> assertThat(letters(Troubles.AUTOMATION, john)).isEmpty());
    }

    @Test
    void an_automation_is_retried_by_itself() {
        UUID john = user();
        String poison = "Poison " + UUID.randomUUID();
        mails.refused.add(poison);
        rename(john, poison);
        awaitLetter(Troubles.AUTOMATION, john, 0);
        await().atMost(LONG)
                .until(() -> letters(Troubles.AUTOMATION, john)
                                .getFirst()
                                .path("attempts")
                                .intValue()
                        > 2);

        mails.refused.clear();

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(mails.handled.get(john)).containsExactly(poison));
    }

    @Test
    void a_letter_that_is_evicted_is_kept_and_the_others_are_handled_without_it() {
        UUID john = user();
        String poison = "Poison " + UUID.randomUUID();
        names.refused.add(poison);
        rename(john, poison);
        rename(john, "John");
        JsonNode letter = awaitLetter(Troubles.READ_MODEL, john, 1);

        for (String bad : List.of("{}", "{\"reason\": null}", "{\"reason\": 1}", "{\"why\": \"x\"}", "[]", "")) {
            assertThat(http.post(self(letter) + "/evict", bad).status()).as(bad).isEqualTo(400);
        }
        assertThat(http.post(self(letter) + "/evict", "{\"reason\": \" \"}").status())
                .isEqualTo(422);
        JsonNode evicted = ok(http.post(self(letter) + "/evict", "{\"reason\": \"Entered by mistake\"}"));

        assertThat(evicted.path("reason").stringValue()).isEqualTo("Entered by mistake");
        assertThat(evicted.path("letter").path("id")).isEqualTo(letter.path("id"));
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(names.handled.get(john)).endsWith("John").doesNotContain(poison));
        assertThat(letters(Troubles.READ_MODEL, john)).isEmpty();
        JsonNode kept = ok(http.get(LETTERS + "/evicted?limit=1")).path("data").path(0);
        assertThat(kept.path("payload").path("name").stringValue()).isEqualTo(poison);
        assertThat(http.post(self(letter) + "/evict", "{\"reason\": \"Again\"}").status())
                .isEqualTo(404);
    }

    /** While a writer changes the same user, no event is lost, applied twice, or applied before an earlier one. */
    @Test
    void events_that_arrive_during_a_retry_do_not_overtake() throws Exception {
        UUID john = user();
        int changes = 200;
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            loseRow(john);
            rename(john, "First");
            awaitLetter(VIEW, john, 0);
            restoreRow(john);
            String poison = "Poison " + UUID.randomUUID();
            names.refused.add(poison);
            rename(john, poison);
            awaitLetter(Troubles.READ_MODEL, john, 0);
            names.refused.clear();
            CompletableFuture<Void> written = CompletableFuture.runAsync(
                    () -> IntStream.range(0, changes).forEach(number -> rename(john, "Number " + number)), writer);
            while (!written.isDone()) {
                ok(http.post(LETTERS + "/retry", "{}"));
            }
            written.get();
        }
        ok(http.post(LETTERS + "/retry", "{}"));

        await().atMost(LONG).untilAsserted(() -> assertThat(letters(VIEW, john)).isEmpty());
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(
                                ok(http.get("/api/users/" + john)).path("name").stringValue())
                        .isEqualTo("Number " + (changes - 1)));
        assertThat(ok(http.get("/api/users/" + john)).path("version").intValue())
                .isEqualTo(changes + 2);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(names.handled.get(john)).hasSize(changes + 3));
        assertThat(names.handled.get(john).subList(3, changes + 3))
                .containsExactlyElementsOf(IntStream.range(0, changes)
                        .mapToObj(number -> "Number " + number)
                        .toList());
    }

    @Test
    void any_number_of_letters_of_an_aggregate_is_retried_in_their_order() {
        UUID john = user();
        loseRow(john);
        for (int number = 0; number < MANY; number++) {
            rename(john, "Number " + number);
        }
        JsonNode letter = awaitLetter(VIEW, john, MANY - 1);
        restoreRow(john);

        JsonNode retried = ok(http.post(self(letter) + "/retry", ""));

        assertThat(retried.path("handled").intValue()).isEqualTo(MANY);
        assertThat(ok(http.get("/api/users/" + john)).path("name").stringValue())
                .isEqualTo("Number " + (MANY - 1));
    }

    @Test
    void the_letters_of_any_number_of_aggregates_are_listed_in_pages_and_retried() {
        String poison = "Poison " + UUID.randomUUID();
        names.refused.add(poison);
        List<UUID> users = new ArrayList<>();
        for (int number = 0; number < MANY; number++) {
            UUID user = user();
            users.add(user);
            rename(user, poison);
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(all(Troubles.READ_MODEL))
                        .extracting(letter -> UUID.fromString(
                                letter.path("event").path("aggregateId").stringValue()))
                        .containsAll(users)
                        .doesNotHaveDuplicates());

        names.refused.clear();
        JsonNode retried = ok(http.post(LETTERS + "/retry", "{\"processor\": \"" + Troubles.READ_MODEL + "\"}"));

        assertThat(retried.path("remaining").intValue()).isZero();
        assertThat(retried.path("handled").intValue()).isGreaterThanOrEqualTo(MANY);
        assertThat(all(Troubles.READ_MODEL)).isEmpty();
    }

    @Test
    void letters_are_filtered_by_cause_and_age() {
        UUID john = user();
        String poison = "Poison " + UUID.randomUUID();
        names.refused.add(poison);
        rename(john, poison);
        awaitLetter(Troubles.READ_MODEL, john, 0);
        String ofReadModel = LETTERS + "?processor=" + Troubles.READ_MODEL;

        assertThat(found(ofReadModel + "&cause=IllegalArgumentException", john)).isTrue();
        assertThat(found(ofReadModel + "&cause=java.lang.IllegalArgumentException", john))
                .isTrue();
        assertThat(found(ofReadModel + "&cause=ArgumentException", john)).isFalse();
        assertThat(found(ofReadModel + "&olderThan=PT0S", john)).isTrue();
        assertThat(found(ofReadModel + "&olderThan=PT1H", john)).isFalse();
        assertThat(found(ofReadModel + "&olderThan=2020-01-01T00:00:00Z", john)).isFalse();
        assertThat(found(LETTERS + "?processor=" + VIEW, john)).isFalse();
        names.refused.clear();
        ok(http.post(LETTERS + "/retry", "{\"processor\": \"" + Troubles.READ_MODEL + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=many",
                "?cursor=x",
                "?cursor=MjAyMA",
                "?cursor=",
                "?olderThan=yesterday",
                "?olderThan=PT",
                "?olderThan=",
                "?processor=a&processor=b",
                "/evicted?cursor=y",
                "?color=red"
            })
    void a_list_with_a_parameter_that_is_not_valid_is_refused(String parameters) {
        assertThat(http.get(LETTERS + parameters).status()).isEqualTo(400);
    }

    @Test
    void what_does_not_exist_is_not_found() {
        String unknown = LETTERS + "/" + UUID.randomUUID();

        assertThat(http.get(unknown).text("code")).isEqualTo("not-found");
        assertThat(http.get(LETTERS + "/%00").status()).isBetween(400, 404);
        assertThat(http.post(unknown + "/retry", "").text("code")).isEqualTo("not-found");
        assertThat(http.post(unknown + "/evict", "{\"reason\": \"x\"}").text("code"))
                .isEqualTo("not-found");
        Answer mistyped = http.get(LETTERS + "?processor=user-directry");
        assertThat(mistyped.status()).isEqualTo(404);
        assertThat(mistyped.text("detail")).endsWith("did you mean user-directory?");
        assertThat(http.post(LETTERS + "/retry", "{\"processor\": \"none\"}").text("code"))
                .isEqualTo("not-found");
        assertThat(http.post(LETTERS + "/retry", "{\"procesor\": \"none\"}").status())
                .isEqualTo(400);
    }

    private UUID user() {
        return UsersOfANode.of(domains).create().id();
    }

    private String rename(UUID user, String name) {
        return commands.send(user, new UpdateUser(new PersonName(name), null))
                .position()
                .toString();
    }

    /** Gives the row another id as soon as the view contains it. */
    private void loseRow(UUID user) {
        await().until(() -> database.update("update user_view set id = ? where id = ?", elsewhere(user), user) == 1);
    }

    private void restoreRow(UUID user) {
        assertThat(database.update("update user_view set id = ? where id = ?", user, elsewhere(user)))
                .isEqualTo(1);
    }

    private static UUID elsewhere(UUID user) {
        return new UUID(user.getMostSignificantBits(), user.getLeastSignificantBits() ^ 1);
    }

    private JsonNode awaitLetter(String processor, UUID user, int waiting) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(letters(processor, user))
                        .singleElement()
                        .satisfies(letter ->
                                assertThat(letter.path("waiting").intValue()).isGreaterThanOrEqualTo(waiting)));
        return letters(processor, user).getFirst();
    }

    private boolean found(String list, UUID user) {
        JsonNode data = ok(http.get(list + "&limit=1000")).path("data");
        return data.valueStream().anyMatch(letter -> isOf(letter, user));
    }

    private List<JsonNode> letters(String processor, UUID user) {
        return all(processor).stream().filter(letter -> isOf(letter, user)).toList();
    }

    private static boolean isOf(JsonNode letter, UUID user) {
        return letter.path("event").path("aggregateId").stringValue().equals(user.toString());
    }

    private List<JsonNode> all(String processor) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = ok(http.get(LETTERS + "?limit=100&processor=" + processor + cursor));
            page.path("data").forEach(all::add);
            cursor = page.path("page").path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("page").path("next").stringValue();
        } while (!cursor.isEmpty());
        return all;
    }

    private static String self(JsonNode letter) {
        return letter.path("links").path("self").stringValue();
    }

    private static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }
}
