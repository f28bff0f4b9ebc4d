package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A refusal names what the caller probably meant. */
abstract class HttpSuggestionsJourney extends HttpJourney {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"filter": {"email": {"has": "x"}}}         | such as email.has
            {"filter": {"email": {"$has": "x"}}}        | such as email.has
            {"filter": {"version": {"gte": 1}}}         | such as version.gte
            {"filter": {"version.gte": {"value": 1}}}   | such as version.eq
            {"filter": {"requiredActions": {"all": []}}} | must have one of the operators has all any
            {"filter": {"name": ["a", "b"]}}            | a list has the key name.in
            {"filter": {"status": ["ACTIVE"]}}          | a list has the key status.in
            {"filter": {"nam": "x"}}                    | did you mean name?
            {"filter": {"created_at": "2026-01-01"}}    | did you mean createdAt?
            {"filter": {"Email.has": "x"}}              | did you mean email?
            {"filter": {"email.hass": "x"}}             | did you mean has?
            {"filter": {"or": [{"name": "x"}]}}         | did you mean .or?
            {"filter": {"$and": [{"name": "x"}]}}       | did you mean .and?
            {"name.has": "x"}                           | put it into filter
            {".or": [{"name": "x"}]}                    | put it into filter
            {"filters": {}}                             | did you mean filter?
            {"sort": "name"}                            | such as {"field": "name", "order": "asc"}
            {"sort": ["name.asc"]}                      | such as {"field": "name", "order": "asc"}
            {"sort": [{"field": "nmae"}]}               | is not a field of user; did you mean name?
            {"sort": [{"field": "names"}]}              | did you mean name?
            {"include": ["e-mail"]}                     | did you mean email?
            """)
    void of_a_query(String body, String suggestion) {
        assertThat(fault(post("/api/users/query", body))).endsWith(suggestion);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sort=-name                  | must be written as name.desc
            sort=%2Bname                | must be written as name.asc
            sort=name:desc              | must be written as name.desc
            sort=name%20asc             | must be written as name.asc
            sort=name,-createdAt        | must be written as createdAt.desc
            sort=nam.desc               | did you mean name?
            nam=x                       | did you mean name?
            name.hass=x                 | did you mean has?
            limits=10                   | did you mean limit?
            includes=name               | did you mean include?
            status=ACTIVE&status=LOCKED | a list has the key status.in
            """)
    void of_a_url(String parameters, String suggestion) {
        assertThat(fault(get("/api/users?" + parameters))).endsWith(suggestion);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /api/commands/createUser        | did you mean create-user?
            POST | /api/commands/create_user       | did you mean create-user?
            POST | /api/commands/CREATE-USER       | did you mean create-user?
            POST | /api/commands/lock-usr          | did you mean lock-user?
            POST | /api/commands/fly               | No command has this name
            GET  | /api/user                       | did you mean users?
            GET  | /api/Users                      | did you mean users?
            GET  | /api/user/0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10 | did you mean users?
            POST | /api/user/query                 | did you mean users?
            GET  | /api/things                     | no such resource
            GET  | /api/users/                     | must not end with a slash
            GET  | /api/meta/commands/createUser   | did you mean create-user?
            GET  | /api/meta/resources/users       | did you mean user?
            """)
    void of_a_url_path(String method, String path, String suggestion) {
        TestResponse response = request(method, path).json("{}").exchange().is(404);
        assertThat(response.json().path("detail").stringValue()).endsWith(suggestion);
    }

    @Test
    void of_a_command_whose_payload_is_not_in_its_member() {
        JsonNode problem = command("create-user", "{\"name\": \"John\", \"email\": \"j@example.com\", \"paylod\": {}}")
                .isProblem(400, "malformed-request", "/name", "/email", "/paylod")
                .json();

        assertThat(problem.path("errors")
                        .valueStream()
                        .map(it -> it.path("message").stringValue()))
                .containsExactly(
                        "is unknown; put it into payload",
                        "is unknown; put it into payload",
                        "is unknown; did you mean payload?");
        String line = request("POST", "/api/commands")
                .lines(
                        "{\"command\": \"create-user\", \"name\": \"John\"}",
                        "{\"command\": \"nope\", \"name\": \"John\"}")
                .exchange()
                .is(200)
                .text();
        assertThat(line).contains("is unknown; put it into payload").contains("\"is unknown\"");
    }

    @Test
    void of_a_command_without_the_id_of_its_aggregate() {
        for (String body : new String[] {
            "{}", "{\"aggregate\": {}}", "{\"aggregate\": {\"id\": null}}", "{\"aggregate\": {\"resource\": \"user\"}}"
        }) {
            assertThat(fault(command("lock-user", body).isProblem(400, "invalid-aggregate", "/aggregate/id")))
                    .isEqualTo("is required");
        }
        assertThat(fault(command("lock-user", "{\"aggregate\": {\"id\": \"1\"}}")))
                .contains("must be a UUID");
        assertThat(fault(command("lock-user", "{\"aggregate\": {\"resource\": \"group\"}}")))
                .isEqualTo("must be user");
    }

    @Test
    void of_a_request_to_another_host() {
        String detail = RawHttp.exchange(
                        port(), "GET /api/meta HTTP/1.1\r\nHost: evil.example:8080\r\nConnection: close\r\n\r\n")
                .isProblem(403, "forbidden")
                .json()
                .path("detail")
                .stringValue();

        assertThat(detail).contains("evil.example:8080", "localhost", "127.0.0.1", "[::1]");
    }

    @Test
    void of_a_parameter_of_an_item() {
        assertThat(fault(get("/api/users/0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10?versions=1")))
                .endsWith("did you mean version?");
        assertThat(fault(post("/api/users/query?afte=1", "{}"))).endsWith("did you mean after?");
    }

    private static String fault(TestResponse response) {
        return response.is(400).json().path("errors").path(0).path("message").stringValue();
    }
}
