package io.fluvius.http.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.OnH2;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.RawHttp;
import io.fluvius.http.TestResponse;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every response carries the headers by which a browser protects its user, whatever responds. */
@OnH2
class SecurityHeadersIT extends HttpJourney {

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,    /api/users,             200
            HEAD,   /api/users,             200
            GET,    /api/users?nope=1,      400
            GET,    /api/nope,              404
            GET,    /nope,                  404
            GET,    /nope/..;/nope,         400
            PUT,    /api/users,             405
            OPTIONS, /api/users,            200
            POST,   /api/commands,          415
            GET,    /api/meta,              200
            GET,    /v3/api-docs,           200
            GET,    /actuator/health,       200
            GET,    /problems/rejected,     200
            """)
    @Asvs({"V3.2.1", "V3.4.4", "V3.4.5"})
    void data_may_load_nothing(String method, String path, int status) {
        assertProtected(request(method, path).exchange().is(status), PagePolicy.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /api/%zz HTTP/1.1\r\nHost: localhost", "GET /api/users HTTP/1.1\r\nHost: other.example"})
    @Asvs("V3.4.4")
    void what_is_refused_before_the_application_may_load_nothing(String request) {
        assertProtected(RawHttp.exchange(port(), request + "\r\nConnection: close\r\n\r\n"), PagePolicy.NOTHING);
    }

    @Test
    void an_item_that_the_client_has_may_load_nothing() {
        TestResponse group = command("create-group", "{\"payload\": {\"name\": \"%s\"}}".formatted(UUID.randomUUID()))
                .is(201);
        String path = "/api/groups/" + group.json().at("/aggregate/id").stringValue();
        String tag = String.valueOf(
                get(path + "?after=" + group.json().path("position").stringValue())
                        .is(200)
                        .header("ETag"));

        assertProtected(
                request("GET", path).header("If-None-Match", tag).exchange().is(304), PagePolicy.NOTHING);
    }

    @Test
    void a_stream_may_load_nothing() throws IOException {
        try (RawHttp stream = new RawHttp(port())) {
            stream.send("GET /api/groups/changes HTTP/1.1\r\nHost: localhost\r\n\r\n");
            StringBuilder headers = new StringBuilder();
            for (String line = stream.line(); !line.isEmpty(); line = stream.line()) {
                headers.append(line).append('\n');
            }

            assertThat(headers).contains("X-Content-Type-Options: nosniff", PagePolicy.NOTHING);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console", "/console/nothing", "/console-assets/console.css"})
    @Asvs({"V3.4.3", "V3.4.6"})
    void a_page_has_scripts_and_styles_of_this_server_only(String path) {
        TestResponse page = get(path);

        assertProtected(page, page.header("Content-Security-Policy"));
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    @Asvs("V3.4.3")
    void swagger_ui_has_scripts_of_this_server_only() {
        TestResponse page = get("/swagger-ui/index.html").is(200);

        assertProtected(page, page.header("Content-Security-Policy"));
        assertThat(page.header("Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self';",
                        "style-src 'self' 'sha256-",
                        "frame-ancestors 'none'");
    }

    @Test
    @Asvs({"V3.3.2", "V3.3.4"})
    void the_cookie_of_forms_is_for_forms_of_this_server_only() {
        assertThat(get("/console/commands/create-user").is(200).header("Set-Cookie"))
                .startsWith("fluvius-form=")
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/");
    }

    private static void assertProtected(TestResponse response, String policy) {
        assertThat(response.header("Content-Security-Policy")).isEqualTo(policy);
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(response.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(response.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(response.headers()).doesNotContainKeys("server", "x-powered-by", "strict-transport-security");
    }
}
