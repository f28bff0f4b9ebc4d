package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.OwnApplication;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Filter;
import io.fluvius.query.QueryManager;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Attempts SQL injection wherever a query accepts text. Each attempt is refused or taken literally, no response contains
 * SQL ({@link TestResponse} checks it), and no table changes. The attempts are in upper case, which distinguishes their echo
 * in a response from the statements of the application.
 */
@OwnApplication("compares whole tables")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpInjectionJourney extends HttpJourney {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private DSLContext database;

    @Autowired
    private StateManager state;

    @Autowired
    private QueryManager queries;

    private String newest = "";
    private Map<String, String> before = Map.of();

    static List<String> attempts() {
        return List.of(
                "' OR '1'='1",
                "' OR 1=1 --",
                "'; DROP TABLE USER_VIEW; --",
                "\"; DELETE FROM \"user_view\"; --",
                "x' UNION SELECT payload FROM domain_event --",
                "') OR (1=1) --",
                "name) OR (1=1",
                "name\" = \"name\" OR \"name",
                "1; TRUNCATE TABLE user_view",
                "1 OR 1=1",
                "%' OR name LIKE '%",
                "\\' OR 1=1 --",
                "\\",
                "x'||(SELECT version())||'",
                "PG_SLEEP(10)",
                "$$;DROP TABLE user_view;$$",
                "E'\\x27 OR 1=1'",
                "CAST(version() AS INT)",
                "/* */ OR /* */ 1=1",
                "{0}",
                "{user_view}",
                "?",
                "??",
                ":name",
                "${name}",
                "\u02bc OR 1=1",
                "\uff07 OR 1=1");
    }

    /** Parameters in which only known names are valid. */
    static Stream<String> names() {
        return Stream.of(
                "%s=1", "%s.eq=1", "name.%s=1", "name!%s=1", "sort=%s", "sort=name.%s", "include=%s", "exclude=%s");
    }

    /** Parameters in which text is not a valid value. */
    static Stream<String> values() {
        return Stream.of(
                "id=%s",
                "id.in=%s",
                "version=%s",
                "version.between=%s",
                "active=%s",
                "status=%s",
                "status!in=%s",
                "createdAt.gt=%s",
                "limit=%s",
                "page=%s",
                "count=%s",
                "cursor=%s",
                "query=%s",
                "after=%s",
                "wait=%s");
    }

    @BeforeAll
    void create_users_with_hostile_names() {
        attempts().forEach(attempt -> newest = created(attempt));
        await().untilAsserted(() ->
                assertThat(state.find("user", Map.of())).hasSize(attempts().size()));
        before = tables();
    }

    @AfterAll
    void no_table_has_changed() {
        assertThat(tables()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("attempts")
    @Asvs("V1.2.4")
    void an_unknown_name_is_refused(String attempt) {
        names().forEach(parameter -> refused(get("/api/users?" + parameter.formatted(encoded(attempt)))));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    @Asvs("V15.3.5")
    void a_value_of_another_type_is_refused(String attempt) {
        values().forEach(parameter -> refused(get("/api/users?" + parameter.formatted(encoded(attempt)))));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void paths_and_parameters_of_items_histories_and_changes_are_not_executed(String attempt) {
        String id = encoded(attempt).replace("+", "%20");
        String user = "/api/users/" + newest;
        assertThat(List.of(get("/api/users/" + id), get("/api/users/" + id + "/events"), get("/api/" + id)))
                .allSatisfy(response -> assertThat(response.status()).isIn(400, 404));
        for (String address : List.of(
                user + "?%s=1",
                user + "?version=%s",
                user + "?at=%s",
                user + "/events?%s=1",
                user + "/events?limit=%s",
                user + "/events?cursor=%s",
                user + "/changes?%s=1",
                user + "/changes?after=%s",
                "/api/users/changes?%s=1",
                "/api/users/changes?name.%s=1",
                "/api/users/changes?version=%s",
                "/api/users/changes?query=%s",
                "/api/users/changes?include=%s")) {
            refused(get(address.formatted(encoded(attempt))));
        }
        refused(request("GET", "/api/users/changes")
                .header("Last-Event-ID", attempt.replaceAll("[^\\x20-\\x7e]", "'"))
                .exchange());
    }

    @ParameterizedTest
    @MethodSource("attempts")
    @Asvs("V1.2.4")
    void text_is_compared_literally(String attempt) {
        for (String operator : List.of("", ".in", ".has", ".starts", ".ends")) {
            if (!operator.equals(".in") || !attempt.contains(",")) {
                assertThat(names(get("/api/users?limit=1000&name" + operator + "=" + encoded(attempt))))
                        .as(operator)
                        .contains(attempt)
                        .allMatch(name -> name.contains(attempt));
            }
        }
        assertThat(names(get("/api/users?limit=1000&name!eq=" + encoded(attempt))))
                .hasSize(attempts().size() - 1)
                .doesNotContain(attempt);
        assertThat(names(get("/api/users?limit=1000&text=" + encoded(attempt)))).contains(attempt);
        assertThat(names(get("/api/users?requiredActions.has=" + encoded(attempt))))
                .isEmpty();
        assertThat(names(get("/api/users?deactivationReason=" + encoded(attempt))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("attempts")
    @Asvs("V1.2.4")
    void a_body_is_not_executed(String attempt) {
        for (Map<String, Object> body : List.<Map<String, Object>>of(
                Map.of(attempt, 1),
                Map.of("filter", Map.of(attempt, 1)),
                Map.of("filter", Map.of("name." + attempt, 1)),
                Map.of("filter", Map.of("." + attempt, List.of(Map.of()))),
                Map.of("filter", Map.of(".or", List.of(Map.of("version", attempt)))),
                Map.of("filter", Map.of("id.in", List.of(attempt))),
                Map.of("filter", attempt),
                Map.of("sort", List.of(Map.of("field", attempt))),
                Map.of("sort", List.of(Map.of("field", "name", "order", attempt))),
                Map.of("sort", List.of(Map.of("field", "name", attempt, 1))),
                Map.of("include", List.of(attempt)),
                Map.of("exclude", List.of(attempt)),
                Map.of("limit", attempt),
                Map.of("page", attempt),
                Map.of("count", attempt),
                Map.of("cursor", attempt))) {
            refused(post("/api/users/query", JSON.writeValueAsString(body)));
        }
        assertThat(names(post("/api/users/query", JSON.writeValueAsString(Map.of("filter", Map.of("name", attempt))))))
                .containsExactly(attempt);
    }

    @ParameterizedTest
    @MethodSource("attempts")
    @Asvs("V1.2.4")
    void a_query_in_java_is_not_executed(String attempt) {
        for (Map<String, Object> filter : List.of(
                Filter.where(attempt, 1),
                Filter.where("name." + attempt, "x"),
                Filter.where("version", attempt),
                Filter.where("status", attempt))) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> state.find(UserView.class, filter))
                    .satisfies(it -> assertThat(it.problem().code()).isEqualTo(ProblemCode.INVALID_QUERY));
        }
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> queries.buildQuery("user", Map.of("sort", List.of(Map.of("field", attempt)))));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> queries.buildQuery(attempt, Map.of()))
                .satisfies(it -> assertThat(it.problem().code()).isEqualTo(ProblemCode.UNKNOWN_RESOURCE));
        assertThat(state.find(UserView.class, Filter.where("name", attempt)))
                .singleElement()
                .satisfies(user -> assertThat(user.name().value()).isEqualTo(attempt));
    }

    @Test
    void a_cursor_with_hostile_values_leads_through_all_pages() {
        String order = "/api/users?sort=name&limit=1";
        int pages = 0;
        for (String next = ""; next != null; pages++) {
            JsonNode page = get(order + next).is(200).json().path("page");
            next = page.path("next").isNull()
                    ? null
                    : "&cursor=" + page.path("next").stringValue();
        }
        assertThat(pages).isEqualTo(attempts().size());
    }

    private String created(String name) {
        String body = JSON.writeValueAsString(Map.of("payload", Map.of("name", name, "email", freshEmail())));
        return command("create-user", body)
                .is(201)
                .json()
                .path("aggregate")
                .path("id")
                .stringValue();
    }

    private void refused(TestResponse response) {
        JsonNode problem = response.is(400).json();
        assertThat(problem.path("code").stringValue()).isIn("invalid-query", "malformed-request");
        assertThat(problem.path("errors").size()).as(problem::toString).isPositive();
    }

    private static List<String> names(TestResponse response) {
        return response.is(200)
                .json()
                .path("data")
                .valueStream()
                .map(user -> user.path("name").stringValue())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The number of rows of each table, and all rows of the users. */
    private Map<String, String> tables() {
        Map<String, String> tables = new TreeMap<>();
        database.fetch("select table_name from information_schema.tables where table_schema = current_schema")
                .getValues(0, String.class)
                .forEach(table -> tables.put(table, Integer.toString(database.fetchCount(DSL.table(DSL.name(table))))));
        tables.put(
                "user_view",
                database.fetch("select * from user_view order by id").formatJSON());
        return tables;
    }
}
