package io.fluvius.http.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestRequest;
import io.fluvius.http.TestResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reads state over HTTP: items, and lists of five users that each test creates for itself. */
abstract class HttpResourcesJourney extends HttpJourney {

    private final String mailServer = UUID.randomUUID() + ".example.com";
    private final Map<String, String> ids = new HashMap<>();

    @BeforeEach
    void create_five_users() {
        for (String name : List.of("Alice", "Bob", "Carol", "dave", "Erin 100%")) {
            ids.put(name, newUser(name, name.substring(0, 3) + "@" + mailServer));
        }
        command("deactivate-user", on(ids.get("Bob"), "{\"reason\": \"left\"}")).is(200);
        command("lock-user", on(ids.get("Carol"))).is(200);
        command("execute-user-action", on(ids.get("dave"), "{\"actions\": [\"VERIFY_EMAIL\", \"sign_terms\"]}"))
                .is(200);
        TestResponse last = command("enable-totp", on(ids.get("Erin 100%"))).is(200);
        get("/api/users?limit=1&after=" + last.json().path("position").stringValue())
                .is(200);
        assertThat(list("version.gt=0")).hasSize(4);
        assertThat(list("version=0")).containsExactly("Alice");
    }

    @Test
    void an_item_shows_the_state_of_a_user() {
        JsonNode bob = item("Bob").is(200).json();

        assertThat(bob.propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "email",
                        "status",
                        "active",
                        "requiredActions",
                        "totpEnabled",
                        "deactivationReason",
                        "reconciledAt",
                        "createdAt",
                        "updatedAt",
                        "version");
        assertThat(bob.path("id").stringValue()).isEqualTo(ids.get("Bob"));
        assertThat(bob.path("email").stringValue()).isEqualTo("bob@" + mailServer);
        assertThat(bob.path("status").stringValue()).isEqualTo("DEACTIVATED");
        assertThat(bob.path("active").booleanValue()).isFalse();
        assertThat(bob.path("deactivationReason").stringValue()).isEqualTo("left");
        assertThat(bob.path("reconciledAt").isNull()).isTrue();
        assertThat(bob.path("version").longValue()).isEqualTo(1);
        assertThat(Instant.parse(bob.path("createdAt").stringValue()))
                .isBeforeOrEqualTo(Instant.parse(bob.path("updatedAt").stringValue()));
        assertThat(item("dave").json().path("requiredActions").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrder("VERIFY_EMAIL", "sign_terms");
    }

    @Test
    void an_unchanged_item_is_not_sent_again() {
        TestResponse item = item("Bob").is(200);

        assertThat(item.header("ETag")).isEqualTo("\"1\"");
        for (String known : List.of("\"1\"", "\"0\", \"1\"", "W/\"1\"", "*")) {
            TestResponse unchanged = unlessKnown("Bob", known).is(304);
            assertThat(unchanged.header("ETag")).isEqualTo("\"1\"");
            assertThat(unchanged.bytes()).isEmpty();
        }
        assertThat(unlessKnown("Bob", "\"0\"").is(200).bytes()).isNotEmpty();
    }

    @Test
    void an_item_of_another_version_than_expected_is_not_sent() {
        for (String expected : List.of("\"1\"", "*", "\"0\", \"1\"")) {
            ifMatch("Bob", expected).is(200);
        }
        for (String expected : List.of("\"0\"", "W/\"1\"", "\"01\"")) {
            TestResponse refused = ifMatch("Bob", expected).isProblem(412, "version-mismatch");
            assertThat(refused.json().path("actual").intValue()).isOne();
        }
        ifMatch("Bob", "1").isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/query", "/changes", "/%s/events", "/%s/changes"})
    void a_condition_that_is_not_evaluated_is_refused(String route) {
        String path = "/api/users" + route.formatted(ids.get("Bob"));
        TestRequest request = request(route.equals("/query") ? "POST" : "GET", path);
        (route.equals("/query") ? request.json("{}") : request)
                .header("If-Match", "\"1\"")
                .exchange()
                .isProblem(400, "malformed-request");
    }

    @Test
    void a_changed_item_is_sent_again() {
        command("activate-user", on(ids.get("Bob"))).is(200);

        await().untilAsserted(() ->
                assertThat(unlessKnown("Bob", "\"1\"").is(200).header("ETag")).isEqualTo("\"2\""));
    }

    @Test
    void a_deleted_user_is_neither_found_nor_listed() {
        command("delete-user", on(ids.get("Bob"))).is(200);

        await().untilAsserted(() -> item("Bob").isProblem(404, "not-found"));
        assertThat(list("")).doesNotContain("Bob").hasSize(4);
    }

    @Test
    void an_unknown_id_or_resource_is_not_found() {
        get("/api/users/" + UUID.randomUUID()).isProblem(404, "not-found");
        get("/api/things").isProblem(404, "unknown-resource");
        get("/api/things/" + UUID.randomUUID()).isProblem(404, "unknown-resource");
        post("/api/things/query", "{}").isProblem(404, "unknown-resource");
        get("/api/user").isProblem(404, "unknown-resource");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "nobody", textBlock = """
            active=true                                                  | Alice dave Erin
            active!eq=true                                               | Bob Carol
            name=Bob                                                     | Bob
            name=bob                                                     | nobody
            name!eq=Bob                                                  | Alice Carol dave Erin
            name.has=A                                                   | Alice Carol dave
            name!has=a                                                   | Bob Erin
            name.has=%                                                   | Erin
            name.has=_                                                   | nobody
            name.starts=AL                                               | Alice
            name.ends=0%                                                 | Erin
            name.gte=Carol                                               | Carol dave Erin
            name.in=Bob,dave                                             | Bob dave
            status=LOCKED                                                | Carol
            status.in=ACTIVE,LOCKED                                      | Alice Carol dave Erin
            status!in=ACTIVE,LOCKED                                      | Bob
            status.notin=ACTIVE                                          | Bob Carol
            deactivationReason=null                                      | Alice Carol dave Erin
            deactivationReason.ne=null                                   | Bob
            deactivationReason!eq=null                                   | Bob
            deactivationReason.ne=left                                   | Alice Carol dave Erin
            deactivationReason!has=LEF                                   | Alice Carol dave Erin
            requiredActions.has=VERIFY_EMAIL                             | dave
            requiredActions!has=VERIFY_EMAIL                             | Alice Bob Carol Erin
            requiredActions.all=VERIFY_EMAIL,sign_terms                  | dave
            requiredActions.any=VERIFY_EMAIL,OTHER                       | dave
            totpEnabled=true                                             | Erin
            version=0                                                    | Alice
            version.between=1,9                                          | Bob Carol dave Erin
            createdAt.gte=2020-01-01                                     | Alice Bob Carol dave Erin
            createdAt.lt=2020-01-01T00:00:00Z                            | nobody
            name.has=a&active=true                                       | Alice dave
            name.has=a&name.ends=ve                                      | dave
            query={"name": "Bob"}                                        | Bob
            query={".or": [{"name": "Bob"}, {"status": "LOCKED"}]}       | Bob Carol
            query={"!or": [{"name": "Bob"}, {"status": "LOCKED"}]}       | Alice dave Erin
            query={".or": [{"name": "Bob", "active": true}]}             | nobody
            query={"!and": {"active": true, "version": 0}}               | Bob Carol dave Erin
            query={"name.in": ["Bob", "Alice"]}&active=true              | Alice
            query={}                                                     | Alice Bob Carol dave Erin
            text=AL                                                      | Alice
            text=ol CAR                                                  | Carol
            text=AV example.com                                          | dave
            text=0%                                                      | Erin
            text=                                                        | Alice Bob Carol dave Erin
            text=nobody                                                  | nobody
            text=example&active=true                                     | Alice dave Erin
            """)
    void a_list_contains_the_matching_items(String filter, String names) {
        assertThat(list(filter).stream().map(name -> name.split(" ")[0]))
                .containsExactlyInAnyOrder(names == null ? new String[0] : names.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sort=name                            | Alice Bob Carol Erin dave
            sort=name.desc                       | dave Erin Carol Bob Alice
            sort=active.asc,name.desc            | Carol Bob dave Erin Alice
            sort=deactivationReason,name         | Bob Alice Carol Erin dave
            sort=deactivationReason.desc,name    | Alice Carol Erin dave Bob
            sort=email.desc&limit=2              | Erin dave
            sort=name&limit=2&page=2             | Carol Erin
            sort=name&limit=2&page=4             |
            ''                                   | Alice Bob Carol dave Erin
            """)
    void a_list_is_sorted_and_limited(String parameters, String names) {
        assertThat(list(parameters).stream().map(name -> name.split(" ")[0]))
                .containsExactly(names == null ? new String[0] : names.split(" "));
    }

    @Test
    void a_page_describes_itself() {
        JsonNode page = find("").json().path("page");

        assertThat(page.propertyNames()).containsExactly("limit", "next", "previous");
        assertThat(page.path("limit").intValue()).isEqualTo(25);
        assertThat(page.path("next").isNull()).isTrue();
        assertThat(page.path("previous").isNull()).isTrue();
    }

    @Test
    void cursors_lead_through_a_list_forward_and_backward() {
        JsonNode first = find("sort=name.desc&limit=2").json();
        JsonNode second =
                find("sort=name.desc&limit=2&cursor=" + cursor(first, "next")).json();
        JsonNode last =
                find("sort=name.desc&limit=9&cursor=" + cursor(second, "next")).json();
        JsonNode back = find("sort=name.desc&limit=2&cursor=" + cursor(second, "previous"))
                .json();

        assertThat(names(first)).containsExactly("dave", "Erin 100%");
        assertThat(names(second)).containsExactly("Carol", "Bob");
        assertThat(names(last)).containsExactly("Alice");
        assertThat(last.path("page").path("next").isNull()).isTrue();
        assertThat(names(back)).isEqualTo(names(first));
        assertThat(back.path("page").path("previous").isNull()).isTrue();
    }

    @Test
    void a_cursor_of_a_list_is_valid_in_a_body() {
        String cursor = cursor(find("sort=name.desc&limit=2").json(), "next");

        TestResponse response = post("/api/users/query", """
                { "filter": { "email.ends": "%s" }, "sort": [ { "field": "name", "order": "desc" } ], "cursor": "%s" }
                """.formatted(mailServer, cursor));

        assertThat(names(response.is(200))).containsExactly("Carol", "Bob", "Alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sort=name.asc", "sort=name.desc&active=true", "sort=name.desc&email.has=a"})
    void a_cursor_of_another_list_is_refused(String parameters) {
        String cursor = cursor(find("sort=name.desc&limit=2").json(), "next");

        get("/api/users?email.ends=" + mailServer + "&" + parameters + "&cursor=" + cursor)
                .isProblem(400, "invalid-query", "/cursor");
    }

    @Test
    void a_numbered_page_includes_the_number_of_pages() {
        JsonNode page = find("limit=2&page=3").json().path("page");

        assertThat(page.path("limit").intValue()).isEqualTo(2);
        assertThat(page.path("page").intValue()).isEqualTo(3);
        assertThat(page.path("pages").longValue()).isEqualTo(3);
        assertThat(page.path("total").longValue()).isEqualTo(5);
    }

    @Test
    void the_total_is_counted_on_request() {
        assertThat(find("limit=1&count=true").json().path("page").path("total").longValue())
                .isEqualTo(5);
        assertThat(find("limit=1&count=false").json().path("page").has("total")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'include=name,version', 'id name version'",
        "'include=id', 'id'",
        "'exclude=id,requiredActions,totpEnabled,deactivationReason,reconciledAt,createdAt,updatedAt,version', "
                + "'id name email status active'",
        "'include=name,email&exclude=email', 'id name'"
    })
    void include_and_exclude_select_the_members(String parameters, String members) {
        assertThat(find(parameters).json().path("data").values())
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.propertyNames()).containsExactlyInAnyOrder(members.split(" ")));
    }

    @Test
    void a_query_can_be_sent_as_a_body() {
        TestResponse response =
                post("/api/users/query", """
                { "filter": { "active": true, "name.has": "e", "email.ends": "@%s",
                              ".or": [ { "name.starts": "AL" }, { "requiredActions.any": ["VERIFY_EMAIL"] } ] },
                  "sort": [ { "field": "active", "order": "asc" }, { "field": "name", "order": "desc" } ],
                  "limit": 10, "include": ["id", "name"], "count": true, "cursor": null, "text": null }
                """.formatted(mailServer)).is(200);

        assertThat(names(response)).containsExactly("dave", "Alice");
        assertThat(response.json().path("data").get(0).propertyNames()).containsExactly("id", "name");
        assertThat(response.json().path("page").path("total").longValue()).isEqualTo(2);
        assertThat(response.json().path("page").path("limit").intValue()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"filter\": {}, \"sort\": [], \"limit\": 1000, \"page\": 1}"})
    void every_member_of_a_query_is_optional(String body) {
        assertThat(names(post("/api/users/query", body).is(200))).isNotEmpty();
    }

    @Test
    void a_created_user_becomes_visible() {
        String id = newUser();

        await().untilAsserted(() -> get("/api/users/" + id).is(200));
    }

    private TestResponse item(String name) {
        return get("/api/users/" + ids.get(name));
    }

    private TestResponse ifMatch(String name, String tags) {
        return request("GET", "/api/users/" + ids.get(name))
                .header("If-Match", tags)
                .exchange();
    }

    private TestResponse unlessKnown(String name, String tags) {
        return request("GET", "/api/users/" + ids.get(name))
                .header("If-None-Match", tags)
                .exchange();
    }

    private List<String> list(String parameters) {
        return names(find(parameters));
    }

    private TestResponse find(String parameters) {
        return get("/api/users?email.ends=" + mailServer + "&" + encoded(parameters))
                .is(200);
    }

    private static String cursor(JsonNode list, String which) {
        return list.path("page").path(which).stringValue();
    }

    private static List<String> names(TestResponse response) {
        return names(response.json());
    }

    private static List<String> names(JsonNode list) {
        return list.path("data")
                .valueStream()
                .map(row -> row.path("name").stringValue())
                .toList();
    }

    private static String encoded(String parameters) {
        return Arrays.stream(parameters.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .map(pair ->
                        pair.length == 1 ? pair[0] : pair[0] + "=" + URLEncoder.encode(pair[1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
