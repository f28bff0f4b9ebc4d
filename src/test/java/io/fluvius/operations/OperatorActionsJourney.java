package io.fluvius.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.console.Browser;
import io.fluvius.environment.Asvs;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.HttpCalls.Answer;
import io.fluvius.operations.OperatorAction.Outcome;
import io.fluvius.operations.OperatorActions.Filter;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The actions of operators are recorded, whatever becomes of them. */
abstract class OperatorActionsJourney {

    private static final String AUDIT = "/api/operations/audit";
    private static final String VIEW = "user-directory";

    /** An action of this test alone. */
    private final String action = "test-" + UUID.randomUUID();

    private final Filter mine = new Filter(action, null, null, null, null);

    @LocalServerPort
    private int port;

    @Autowired
    private OperatorActions actions;

    @Autowired
    private PlatformTransactionManager transactions;

    private HttpCalls http;

    @BeforeEach
    void connect() {
        http = new HttpCalls(port);
    }

    @Test
    void one_over_http_is_recorded_with_what_it_acted_on() {
        ok(http.post("/api/operations/processors/" + VIEW + "/start", ""));

        JsonNode recorded = latest("action=start-processor");
        assertThat(recorded.path("target").stringValue()).isEqualTo(VIEW);
        assertThat(recorded.path("actor").stringValue()).isEqualTo("anonymous");
        assertThat(recorded.path("outcome").stringValue()).isEqualTo("done");
        assertThat(recorded.path("node").stringValue()).isNotBlank();
        assertThat(recorded.path("problem").isNull()).isTrue();
        Instant started = Instant.parse(recorded.path("startedAt").stringValue());
        assertThat(Instant.parse(recorded.path("endedAt").stringValue())).isAfterOrEqualTo(started);
    }

    @Test
    @Asvs("V16.3.3")
    void one_that_is_refused_is_recorded_with_the_reason() {
        Answer refused = http.post("/api/operations/processors/" + VIEW + "/reset", "{\"to\": \"tail\"}");

        assertThat(refused.text("code")).isEqualTo("wrong-state");
        JsonNode recorded = latest("action=reset-processor&outcome=refused");
        assertThat(recorded.path("details").toString()).isEqualTo("{\"to\":\"tail\"}");
        assertThat(recorded.path("problem").stringValue()).isEqualTo("wrong-state");
        assertThat(recorded.path("message").stringValue()).isEqualTo(refused.text("detail"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "%00", "%3Cb%3E%E2%80%AE", "%F0%9F%98%80%F0%9F%98%80"})
    void any_text_can_be_recorded_and_filtered_by(String target) {
        String name = target.repeat(100);

        assertThat(http.post("/api/operations/dead-letters/" + name + "/retry", "")
                        .status())
                .isIn(400, 404);

        assertThat(http.get(AUDIT + "?action=" + name).status()).isEqualTo(200);
        assertThat(http.get("/api/operations/dead-letters?cause=" + name).status())
                .isEqualTo(200);
        OperatorAction recorded = run(new String(new char[500]), Map.of("reason", "\0\ud83d\ude00".repeat(2_000)));
        assertThat(recorded.target()).hasSize(200).endsWith("…");
        assertThat(recorded.details().path("reason").stringValue()).hasSizeBetween(999, 1_000);
    }

    private OperatorAction run(String target, Map<String, ?> details) {
        actions.run(action, target, details, () -> "done");
        return recorded().getFirst();
    }

    @Test
    void one_that_is_rolled_back_is_recorded() {
        TransactionTemplate transaction = new TransactionTemplate(transactions);

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> actions.run(action, null, Map.of(), () -> {
                    throw new IllegalStateException("secret of a row");
                })))
                .isInstanceOfSatisfying(ProblemException.class, failure -> {
                    assertThat(failure.problem().code()).isEqualTo(ProblemCode.INTERNAL);
                    OperatorAction recorded = recorded().getFirst();
                    assertThat(recorded.outcome()).isEqualTo(Outcome.FAILED);
                    assertThat(recorded.problem()).isEqualTo("internal");
                    assertThat(recorded.message())
                            .contains(
                                    failure.problem().members().get("incident").toString())
                            .doesNotContain("secret");
                });
    }

    @Test
    void one_that_runs_is_recorded_as_started() {
        OperatorActions.Running running = actions.start(action, "users", Map.of("reason", "because"));
        OperatorAction started = recorded().getFirst();
        assertThat(started.outcome()).isEqualTo(Outcome.STARTED);
        assertThat(started.endedAt()).isNull();
        assertThat(started.actor()).isEqualTo("application");
        assertThat(started.details().path("reason").stringValue()).isEqualTo("because");

        ProblemException refusal = Problem.of(ProblemCode.CONFLICT, "Too late").asException();
        assertThat(running.fail(refusal)).hasMessage(refusal.getMessage());

        OperatorAction ended = recorded().getFirst();
        assertThat(ended.id()).isEqualTo(started.id());
        assertThat(ended.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(ended.message()).isEqualTo("Too late");
    }

    @Test
    void a_checked_exception_reaches_the_caller() {
        assertThatThrownBy(() -> actions.run(action, null, Map.of(), () -> {
                    throw new IOException("broken pipe");
                }))
                .isInstanceOf(IOException.class);

        assertThat(recorded().getFirst().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void they_are_listed_in_pages_from_the_latest() {
        IntStream.range(0, 5).forEach(number -> run("target " + number, Map.of()));

        JsonNode first = ok(http.get(AUDIT + "?action=" + action + "&limit=2"));
        JsonNode second = ok(http.get(AUDIT + "?action=" + action + "&limit=2&cursor="
                + first.path("page").path("next").stringValue()));
        JsonNode third = ok(http.get(AUDIT + "?action=" + action + "&limit=2&cursor="
                + second.path("page").path("next").stringValue()));

        assertThat(List.of(first, second, third))
                .flatExtracting(page -> page.path("data")
                        .valueStream()
                        .map(it -> it.path("target").stringValue())
                        .toList())
                .containsExactly("target 4", "target 3", "target 2", "target 1", "target 0");
        assertThat(third.path("page").path("next").isNull()).isTrue();
    }

    @Test
    void they_are_filtered_by_time_actor_and_outcome() {
        OperatorAction recorded = run("x", Map.of());
        Instant at = recorded.startedAt();

        assertThat(actions.find(new Filter(action, "application", Outcome.DONE, at, at.plusMillis(1)), 10, null)
                        .data())
                .containsExactly(recorded);
        assertThat(actions.find(new Filter(action, "jane", null, null, null), 10, null)
                        .data())
                .isEmpty();
        assertThat(actions.find(new Filter(action, null, null, at.plusMillis(1), null), 10, null)
                        .data())
                .isEmpty();
        assertThat(actions.find(new Filter(action, null, null, null, at), 10, null)
                        .data())
                .isEmpty();
        assertThat(ok(http.get(AUDIT + "?action=" + action + "&outcome=done&from=" + at))
                        .path("data")
                        .size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outcome=broken",
                "from=yesterday",
                "to=1",
                "cursor=x",
                "limit=0",
                "action=a&action=b",
                "readings=some",
                "cursor=MjAyNi0xMS0yMlQxMDoxNTozMFogeA"
            })
    void a_filter_that_is_not_valid_is_refused(String parameters) {
        assertThat(http.get(AUDIT + "?" + parameters).text("code")).isEqualTo("invalid-query");
    }

    @Test
    void an_auditor_finds_them_in_the_console() {
        String reason = "<b>because</b> \u202e";
        run("<i>target</i>", Map.of("reason", reason));
        OperatorActions.Running running = actions.start(action, null, Map.of());
        try (Browser browser = new Browser(port)) {
            browser.open("/console/audit").enter("action", action).press("Filter");
            assertThat(browser.texts("tbody tr")).hasSize(2);
            assertThat(browser.texts("tbody tr").getFirst()).contains("application", "started, not ended");
            assertThat(browser.texts("tbody tr").getLast()).contains("<i>target</i>", "<b>because</b>", "done");

            browser.enter("outcome", "done").press("Filter");
            assertThat(browser.texts("tbody tr")).hasSize(1);
            browser.enter("from", "2999-01-01").press("Filter");
            assertThat(browser.text()).contains("No action matches.");

            IntStream.range(0, 51).forEach(number -> run("number " + number, Map.of()));
            browser.open("/console/audit?action=" + action).follow("Next page");
            assertThat(browser.texts("tbody tr")).hasSize(3);
            browser.follow(action);
            assertThat(browser.url()).isEqualTo("/console/audit?action=" + action);

            assertThat(browser.open("/console/audit?from=yesterday").status()).isEqualTo(400);
            assertThat(browser.open("/console/audit?outcome=x").status()).isEqualTo(400);
            assertThat(browser.open("/console/audit?cursor=x").status()).isEqualTo(400);
        } finally {
            running.succeed();
        }
    }

    @Test
    void the_console_describes_the_application() {
        try (Browser browser = new Browser(port)) {
            browser.open("/console/about");

            assertThat(browser.status()).isEqualTo(200);
            assertThat(browser.texts("dd")).anyMatch(value -> value.matches("(H2|PostgreSQL) [\\d.]+.*jdbc:.*"));
            assertThat(browser.texts("dd")).anyMatch(value -> value.matches("[\\d,]+, in (H2|PostgreSQL)"));
            assertThat(browser.texts("tbody th")).contains("user", "group", "fluvius.node.batch-size");
            assertThat(browser.attributes("tbody a", "href")).contains("/console/views/users");
            assertThat(browser.html()).doesNotContain("password=");
        }
    }

    private List<OperatorAction> recorded() {
        return actions.find(mine, 10, null).data();
    }

    private JsonNode latest(String filter) {
        return ok(http.get(AUDIT + "?limit=1&" + filter)).path("data").path(0);
    }

    private static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }
}
