package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The methods of URLs: the header {@code Allow} names exactly those that work. */
abstract class HttpMethodsJourney extends HttpJourney {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO", "get");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                                                         | GET, HEAD, OPTIONS
            /api/commands                                             | POST, OPTIONS
            /api/commands/create-user                                 | POST, OPTIONS
            /api/users                                                | GET, HEAD, OPTIONS
            /api/users?name=x                                         | GET, HEAD, OPTIONS
            /api/users/query                                          | POST, OPTIONS
            /api/users/0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10           | GET, HEAD, OPTIONS
            /api/users/0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10/events    | GET, HEAD, OPTIONS
            /api/users/0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10/changes   | GET, HEAD, OPTIONS
            /api/meta                                                 | GET, HEAD, OPTIONS
            /api/meta/commands/create-user                            | GET, HEAD, OPTIONS
            /api/meta/resources/user                                  | GET, HEAD, OPTIONS
            /problems/rejected                                        | GET, HEAD, OPTIONS
            /v3/api-docs                                              | GET, HEAD, OPTIONS
            /swagger-ui/index.html                                    | GET, HEAD, OPTIONS
            """)
    @Asvs("V3.5.3")
    void allow_names_the_methods_that_work(String target, String allowed) {
        TestResponse options = send("OPTIONS", target).is(200);
        assertThat(options.header("Allow").replaceAll(", *", ", ")).isEqualTo(allowed);
        assertThat(options.headers()).doesNotContainKey("accept-patch");
        assertThat(options.bytes()).isEmpty();
        for (String method : METHODS) {
            TestResponse response = send(method, target);
            if (List.of(allowed.split(", ")).contains(method)) {
                assertThat(response.status()).as(method).isNotEqualTo(405);
            } else {
                response.is(405);
                assertThat(response.text())
                        .matches(text -> method.equals("HEAD") || text.contains("method-not-allowed"));
                assertThat(response.header("Allow")).as(method).isEqualTo(allowed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/api", "/api/users/", "/api/commands/a/b", "/swagger-ui/nope"})
    void a_url_at_which_nothing_exists_has_no_methods(String target) {
        send("OPTIONS", target).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/users",
                "/api/users/ID",
                "/api/users/ID?version=0",
                "/api/users/ID/events",
                "/api/meta",
                "/api/meta/commands/create-user",
                "/api/meta/resources/user",
                "/problems/rejected",
                "/v3/api-docs",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/api/users?limit=0",
                "/api/nope",
                "/nope"
            })
    void head_has_the_status_and_the_headers_of_get_and_no_body(String target) {
        String id = newUser();
        await().until(() -> get("/api/users/" + id).status() == 200);
        String path = target.replace("ID", id);
        TestResponse head = send("HEAD", path);
        TestResponse get = send("GET", path);

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        assertThat(head.bytes()).isEmpty();
    }

    private TestResponse send(String method, String target) {
        return RawHttp.exchange(
                port(),
                "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n"
                        .formatted(method, target));
    }
}
