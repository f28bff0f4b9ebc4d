package io.fluvius.http.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid queries and URLs, and unsupported methods. */
abstract class HttpBadQueryJourney extends HttpJourney {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nope=1                                  | /nope
            name.like=a                             | /name.like
            name.=a                                 | /name.
            name.has.x=a                            | /name.has.x
            active.gt=true                          | /active.gt
            active=yes                              | /active
            version=x                               | /version
            version=1.5                             | /version
            version=99999999999999999999            | /version
            version.between=2,1                     | /version.between
            version.between=1                       | /version.between
            status=active                           | /status
            status.in=ACTIVE,NOPE                   | /status.in/1
            id=5                                    | /id
            createdAt.gt=yesterday                  | /createdAt.gt
            createdAt.gt=2026-13-01                 | /createdAt.gt
            deactivationReason.has=null             | /deactivationReason.has
            deactivationReason.in=a,null            | /deactivationReason.in/1
            name.in=                                | /name.in
            name.notin=                             | /name.notin
            name!in=                                | /name!in
            requiredActions.any=                    | /requiredActions.any
            name=a&name=b                           | /name
            name.has=a&name.has=b                   | /name.has
            version.gte=1&version.gte=2             | /version.gte
            status.in=ACTIVE&status.in=ACTIVE,LOCKED | /status.in/1
            include=id&include=nope                 | /include/1
            query=%7B%22name%22%3Anull%7D           | /query/name
            query=%7B%22name.ne%22%3Anull%7D        | /query/name.ne
            requiredActions=A                       | /requiredActions
            name=%00                                | /name
            .or=1                                   | /.or
            sort=nope                               | /sort
            sort=name.up                            | /sort
            sort=requiredActions                    | /sort
            sort=name,name.desc                     | /sort
            limit=0                                 | /limit
            limit=1001                              | /limit
            limit=x                                 | /limit
            limit=1&limit=2                         | /limit
            page=0                                  | /page
            count=yes                               | /count
            include=name,nope                       | /include/1
            exclude=nope                            | /exclude/0
            query=                                  | /query
            query=%7B                               | /query
            query=5                                 | /query
            query=%7B%22nope%22%3A1%7D              | /query/nope
            query=%7B%22version%22%3A%221%22%7D     | /query/version
            query=%7B%22.or%22%3A%5B%5D%7D          | /query/.or
            cursor=x                                | /cursor
            cursor=                                 | /cursor
            cursor=%00                              | /cursor
            cursor=x&cursor=x                       | /cursor
            cursor=x&page=1                         | /cursor
            text=%00                                | /text
            text=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u | /text
            text=x&text=y                           | /text
            name.between=a,b                        | /name.between
            version.has=1                           | /version.has
            createdAt.starts=2026                   | /createdAt.starts
            id.gt=0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10 | /id.gt
            status.has=ACTIVE                       | /status.has
            totpEnabled.in=true                     | /totpEnabled.in
            requiredActions.in=A                    | /requiredActions.in
            name!like=a                             | /name!like
            name.HAS=a                              | /name.HAS
            Name=a                                  | /Name
            createdAt.between=2026-02-01,2026-01-01 | /createdAt.between
            version.between=1,2,3                   | /version.between
            createdAt=2026-02-30                    | /createdAt
            createdAt=2026-01-01T00:00:00           | /createdAt
            createdAt=0000-12-31                    | /createdAt
            createdAt=%2B10000-01-01                | /createdAt
            status.in=ACTIVE,null                   | /status.in/1
            reconciledAt.in=null                    | /reconciledAt.in/0
            version.gt=null                         | /version.gt
            version=null                            | /version
            id=0190c7a15d3c7f0080003b9f6a2c1d10     | /id
            !or=1                                   | /!or
            sort=                                   | /sort
            sort=name.                              | /sort
            page=2147483648                         | /page
            limit=1.0                               | /limit
            limit=                                  | /limit
            include=                                | /include
            query=%7B%7D&query=%7B%7D               | /query
            query=%7B%22name%22%3A1%2C%22name%22%3A2%7D | /query
            query=%7B%22name.has%22%3Anull%7D       | /query/name.has
            query=%7B%22.and%22%3A%5B%7B%22.nor%22%3A%7B%7D%7D%5D%7D | /query/.and/0/.nor
            nope=1&version=x&limit=0&sort=nope      | /nope /version /limit /sort
            """)
    void every_fault_of_the_parameters_of_a_list_is_located(String parameters, String pointers) {
        get("/api/users?" + parameters).isProblem(400, "invalid-query", pointers.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"filter": {"nope": 1, "version": "1", "name": 5}}   | invalid-query     | /filter/nope /filter/version /filter/name
            {"filter": {"name": "\\ud800"}}                       | invalid-query     | /filter/name
            {"filter": {".or": []}}                              | invalid-query     | /filter/.or
            {"filter": {".xor": [{}]}}                           | invalid-query     | /filter/.xor
            {"filter": {".and": [{"version.in": [1, "2"]}, 5]}}  | invalid-query     | /filter/.and/0/version.in/1 /filter/.and/1
            {"filter": {"version": 1e999999999}}                 | invalid-query     | /filter/version
            {"filter": {"a/b": 1}}                               | invalid-query     | /filter/a~1b
            {"sort": [{"field": "nope"}], "limit": 0}            | invalid-query     | /sort/0 /limit
            {"include": ["nope"], "page": 0}                     | invalid-query     | /include/0 /page
            {"cursor": "x"}                                      | invalid-query     | /cursor
            {"cursor": "x", "page": 1}                           | invalid-query     | /cursor
            {"cursor": "\\ud800"}                                 | invalid-query     | /cursor
            {"text": "\\ud800"}                                   | invalid-query     | /text
            {"text": ["a"]}                                      | malformed-request | /text
            {"cursor": 1}                                        | malformed-request | /cursor
            {"filter": [], "sort": {}, "count": 1, "include": 5} | malformed-request | /filter /sort /count /include
            {"sort": [{"field": "name", "x": 1}, 5]}             | malformed-request | /sort/0/x /sort/1
            {"filter": {"name": ["a"]}}                          | invalid-query     | /filter/name
            {"filter": {"name": {}}}                             | invalid-query     | /filter/name
            {"filter": {"active": "true"}}                       | invalid-query     | /filter/active
            {"filter": {"version": 1.0}}                         | invalid-query     | /filter/version
            {"filter": {"createdAt": 0}}                         | invalid-query     | /filter/createdAt
            {"filter": {"id": 5, "status": 0}}                   | invalid-query     | /filter/id /filter/status
            {"filter": {"status.in": "ACTIVE"}}                  | invalid-query     | /filter/status.in
            {"filter": {"status.in": []}}                        | invalid-query     | /filter/status.in
            {"filter": {"status.in": ["ACTIVE", null]}}          | invalid-query     | /filter/status.in/1
            {"filter": {"name.has": null, "version.gt": null}}   | invalid-query     | /filter/name.has /filter/version.gt
            {"filter": {"version.between": [1, null]}}           | invalid-query     | /filter/version.between/1
            {"filter": {"requiredActions.all": "A"}}             | invalid-query     | /filter/requiredActions.all
            {"filter": {"requiredActions": null}}                | invalid-query     | /filter/requiredActions
            {"filter": {"": 1, ".": {}, "!": {}}}                | invalid-query     | /filter/ /filter/. /filter/!
            {"filter": {".and": 5, "!or": null, ".or": "x"}}     | invalid-query     | /filter/.and /filter/!or /filter/.or
            {"filter": {"!and": [{}, [], null]}}                 | invalid-query     | /filter/!and/1 /filter/!and/2
            {"filter": {"name": null, "version.ne": null}}       | invalid-query     | /filter/name /filter/version.ne
            {"filter": {"name": 1, "name": 2}}                   | malformed-request |
            {"sort": [{}, {"field": 1}, {"order": "asc"}]}       | malformed-request | /sort/0 /sort/1 /sort/2
            {"sort": [{"field": "name"}, {"field": "name"}]}     | invalid-query     | /sort/1
            {"sort": "name"}                                     | malformed-request | /sort
            {"limit": 1.5, "page": 1e99}                         | invalid-query     | /limit /page
            {"limit": "10", "page": true, "count": "true"}       | malformed-request | /limit /page /count
            {"nope": null}                                       | malformed-request | /nope
            {"include": ["name", 5]}                             | malformed-request | /include
            {"exclude": ["name", "nope"]}                        | invalid-query     | /exclude/1
            []                                                   | malformed-request |
            {"nope": 1}                                          | malformed-request | /nope
            {"filter": {}                                        | malformed-request |
            {"filter": {"version": 1e99999999999}}               | malformed-request |
            """)
    void every_fault_of_a_query_body_is_located(String body, String code, String pointers) {
        post("/api/users/query", body).isProblem(400, code, pointers == null ? new String[0] : pointers.split(" "));
    }

    @Test
    void null_means_that_a_member_of_a_query_is_left_out() {
        for (String member :
                List.of("filter", "sort", "limit", "page", "count", "include", "exclude", "cursor", "text")) {
            post("/api/users/query", "{\"%s\": null}".formatted(member)).is(200);
        }
        post("/api/users/query", "{\"sort\": [{\"field\": \"name\", \"order\": null}]}")
                .is(200);
    }

    @Test
    void a_list_may_be_one_parameter_for_each_value() {
        String comma = "Doe, John " + UUID.randomUUID();
        String id = newUser(comma, freshEmail());
        String encoded = encoded(comma);
        for (String query : List.of(
                "name.in=" + encoded + "&name.in=null",
                "name.in=x," + encoded(comma.replace(",", "\\,")),
                "name=" + encoded + "&include=id&include=name",
                "name=" + encoded + "&exclude=email&exclude=status",
                "name=" + encoded + "&sort=name.desc&sort=createdAt&status.in=ACTIVE&status.in=LOCKED",
                "name=" + encoded + "&version.between=0&version.between=5")) {
            await().untilAsserted(() -> assertThat(get("/api/users?" + query)
                            .is(200)
                            .json()
                            .path("data")
                            .path(0)
                            .path("id")
                            .asString(""))
                    .as(query)
                    .isEqualTo(id));
        }
    }

    @Test
    void null_is_text_on_a_field_that_is_never_null() {
        String id = newUser("null", freshEmail());
        await().untilAsserted(() -> assertThat(
                        get("/api/users?name=null&id=" + id).is(200).json().path("data"))
                .hasSize(1));
        assertThat(get("/api/users?name!eq=null&id=" + id).is(200).json().path("data"))
                .isEmpty();
        assertThat(get("/api/users?deactivationReason=null&id=" + id)
                        .is(200)
                        .json()
                        .path("data"))
                .hasSize(1);
    }

    @Test
    @Asvs("V4.3.1")
    void filters_have_at_most_8_levels() {
        filtered(nested(8)).is(200);
        filtered(nested(9)).isProblem(400, "invalid-query", "/filter" + "/.and".repeat(9));
        filtered(nested(400)).isProblem(400, "invalid-query", "/filter" + "/.and".repeat(9));
        get("/api/users?query=" + encoded(nested(9))).isProblem(400, "invalid-query", "/query" + "/.and".repeat(9));
    }

    @Test
    @Asvs("V4.3.1")
    void filters_have_at_most_100_statements() {
        filtered(alternatives(100, "{\"name\": \"x\"}")).is(200);
        filtered(alternatives(101, "{\"name\": \"x\"}")).isProblem(400, "invalid-query", "/filter/.or/100/name");
        get("/api/users?query=" + encoded(alternatives(100, "{\"name\": \"x\"}")) + "&name=x")
                .isProblem(400, "invalid-query", "/name");
    }

    @Test
    void filters_have_at_most_1000_objects() {
        filtered(alternatives(999, "{}")).is(200);
        filtered(alternatives(1000, "{}")).isProblem(400, "invalid-query", "/filter/.or/999");
    }

    @Test
    @Asvs("V4.3.1")
    void lists_have_at_most_1000_values() {
        String thousand = "1,".repeat(999) + "1";

        get("/api/users?version.in=" + thousand).is(200);
        get("/api/users?version.in=" + thousand + ",1").isProblem(400, "invalid-query", "/version.in");
        filtered("{\"version.in\": [%s,1]}".formatted(thousand)).isProblem(400, "invalid-query", "/filter/version.in");
    }

    @Test
    void a_cursor_belongs_to_its_query() {
        newUser();
        newUser();
        String list = "/api/users?name=John%20Doe&limit=1";
        await().until(() -> !cursorOf(list).isEmpty());
        String cursor = cursorOf(list);

        get(list + "&cursor=" + cursor).is(200);
        for (String other : List.of(
                "limit=1",
                "name=John&limit=1",
                "name!eq=John%20Doe&limit=1",
                "name=John%20Doe&active=true",
                "name=John%20Doe&text=John",
                "name=John%20Doe&sort=createdAt.desc",
                "name=John%20Doe&sort=name")) {
            get("/api/users?" + other + "&cursor=" + cursor).isProblem(400, "invalid-query", "/cursor");
        }
        get(list + "&cursor=" + cursor.substring(1)).isProblem(400, "invalid-query", "/cursor");
        get(list + "&cursor=" + cursor + "A").isProblem(400, "invalid-query", "/cursor");
    }

    @Test
    void unknown_parameters_are_refused() {
        String id = newUser();
        int before = events();

        get("/api/users/" + id + "?version=0&y=2026-01-01&x=1").isProblem(400, "malformed-request", "/y", "/x");
        post("/api/users/query?limit=1", "{}").isProblem(400, "malformed-request", "/limit");
        post("/api/commands/create-user?dry=true", user("John", freshEmail()))
                .isProblem(400, "malformed-request", "/dry");

        assertThat(events()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0190c7a1-5d3c-7f00-8000", "0190c7a15d3c7f0080003b9f6a2c1d10", "querying", "%20", "'"})
    void an_id_in_the_path_must_be_a_uuid(String id) {
        get("/api/users/" + id).isProblem(400, "malformed-request", "/id");
    }

    @Test
    void a_uuid_may_be_in_upper_case() {
        get("/api/users/" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT))
                .isProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/commands/nope, 404, unknown-command",
        "POST, /api/commands/CREATE-USER, 404, unknown-command",
        "POST, /api/commands/create-user/, 404, not-found",
        "POST, /api/commands/a/b, 404, not-found",
        "GET, /api, 404, not-found",
        "GET, /api/users/, 404, not-found",
        "GET, /error, 404, not-found",
        "GET, /api/nope, 404, unknown-resource",
        "GET, /api/nope/1, 404, unknown-resource",
        "POST, /api/nope/query, 404, unknown-resource",
        "GET, /application.yml, 404, not-found",
        "GET, /api/users/0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10/nope, 404, not-found"
    })
    void an_unknown_url_is_not_found(String method, String path, int status, String code) {
        request(method, path).json("{}").exchange().isProblem(status, code);
    }

    private TestResponse filtered(String filter) {
        return post("/api/users/query", "{\"filter\": %s}".formatted(filter));
    }

    private String cursorOf(String list) {
        return get(list).is(200).json().path("page").path("next").asString("");
    }

    private static String nested(int depth) {
        return "{\".and\": ".repeat(depth) + "{}" + "}".repeat(depth);
    }

    private static String alternatives(int count, String each) {
        return Collections.nCopies(count, each).stream().collect(Collectors.joining(",", "{\".or\": [", "]}"));
    }

    private static String encoded(String json) {
        return URLEncoder.encode(json, StandardCharsets.UTF_8);
    }
}
