package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries and addresses that are wrong, and methods that an address does not take. */
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
            name.has=null                           | /name.has
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
            nope=1&version=x&limit=0&sort=nope      | /nope /version /limit /sort
            """)
    void a_list_that_is_asked_for_wrongly_names_every_fault(String parameters, String pointers) {
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
            {"nope": 1}                                          | malformed-request | /nope
            {"filter": {}                                        | malformed-request |
            {"filter": {"version": 1e99999999999}}               | malformed-request |
            """)
    void a_query_that_is_wrong_names_every_fault(String body, String code, String pointers) {
        post("/api/users/query", body).isProblem(400, code, pointers == null ? new String[0] : pointers.split(" "));
    }

    @Test
    void a_filter_has_bounds() {
        String deep = "{\".and\": ".repeat(20) + "{}" + "}".repeat(20);
        String wide = IntStream.range(0, 101)
                .mapToObj(n -> "{\"name\": \"%d\"}".formatted(n))
                .collect(Collectors.joining(",", "{\".or\": [", "]}"));

        for (String filter : new String[] {deep, wide}) {
            assertThat(post("/api/users/query", "{\"filter\": %s}".formatted(filter))
                            .is(400)
                            .json()
                            .path("code")
                            .stringValue())
                    .isEqualTo("invalid-query");
            String encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);
            assertThat(get("/api/users?query=" + encoded)
                            .is(400)
                            .json()
                            .path("code")
                            .stringValue())
                    .isEqualTo("invalid-query");
        }
    }

    @Test
    void parameters_that_nobody_knows_are_refused() {
        String id = newUser();
        int before = events();

        get("/api/users/" + id + "?version=0&y=2026-01-01&x=1").isProblem(400, "malformed-request", "/y", "/x");
        post("/api/users/query?limit=1", "{}").isProblem(400, "malformed-request", "/limit");
        post("/api/commands/create-user?dry=true", user("John", freshEmail()))
                .isProblem(400, "malformed-request", "/dry");

        assertThat(events()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0190c7a1-5d3c-7f00-8000", "0190c7a15d3c7f0080003b9f6a2c1d10", "query", "%20", "'"})
    void an_id_in_the_address_is_a_uuid(String id) {
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
        "GET, /, 404, not-found",
        "GET, /api, 404, not-found",
        "GET, /api/users/, 404, not-found",
        "GET, /error, 404, not-found",
        "GET, /api/nope, 404, unknown-resource",
        "GET, /api/nope/1, 404, unknown-resource",
        "POST, /api/nope/query, 404, unknown-resource",
        "GET, /application.yml, 404, not-found",
        "GET, /api/users/0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10/nope, 404, not-found"
    })
    void an_address_where_nothing_is_is_told_so(String method, String path, int status, String code) {
        call(method, path).json("{}").answer().isProblem(status, code);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/commands, POST",
        "DELETE, /api/commands, POST",
        "GET, /api/commands/create-user, POST",
        "PUT, /api/commands/create-user, POST",
        "POST, /api/users, GET",
        "DELETE, /api/users/0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10, GET",
        "PATCH, /api/users/0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10, GET",
        "POST, /api/meta, GET",
        "POST, /problems/rejected, GET",
        "FOO, /api/users, GET"
    })
    void a_method_that_an_address_does_not_take_is_told_which_it_does(String method, String path, String allowed) {
        Answer answer = call(method, path).json("{}").answer().isProblem(405, "method-not-allowed");

        assertThat(answer.header("Allow")).contains(allowed);
    }
}
