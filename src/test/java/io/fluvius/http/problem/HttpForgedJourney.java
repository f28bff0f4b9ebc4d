package io.fluvius.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.RawHttp;
import io.fluvius.http.TestResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Requests of a hostile client: with a foreign Host or Origin, or with invalid HTTP. */
@Isolated("no other test may log")
@ExtendWith(OutputCaptureExtension.class)
abstract class HttpForgedJourney extends HttpJourney {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "evillocalhost",
                "0.0.0.0",
                "192.168.1.1",
                "[::]"
            })
    void a_foreign_host_is_refused(String host) {
        int before = events();

        request("GET /", host, "").isProblem(403, "forbidden");
        request("GET /api/meta", host, "").isProblem(403, "forbidden");
        request("GET /v3/api-docs", host, "").isProblem(403, "forbidden");
        create(host, "").isProblem(403, "forbidden");

        assertThat(events()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "127.9.9.9", "[::1]", "localhost:1"})
    void a_loopback_host_is_accepted(String host) {
        request("GET /api/meta", host, "").is(200);
    }

    @Test
    void a_request_without_a_host_is_refused() {
        raw("GET /api/meta HTTP/1.1\r\nConnection: close\r\n\r\n").isProblem(400, "malformed-request");
        raw("GET /api/meta HTTP/1.0\r\n\r\n").isProblem(403, "forbidden");
        raw("GET /api/meta HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                .isProblem(400, "malformed-request");
        request("GET http://evil.example/api/meta", "localhost", "").isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://evil.example",
                "https://127.0.0.1:PORT",
                "http://127.0.0.1:1",
                "http://localhost:PORT",
                "file://"
            })
    @Asvs("V3.5.1")
    void a_foreign_origin_is_refused(String origin) {
        int before = events();
        String header = "Origin: " + origin.replace("PORT", Integer.toString(port())) + "\r\n";

        create("127.0.0.1:" + port(), header).isProblem(403, "forbidden");
        request("OPTIONS /api/commands", "127.0.0.1:" + port(), header + "Access-Control-Request-Method: POST\r\n")
                .isProblem(403, "forbidden");

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void the_origin_of_the_server_itself_is_accepted() {
        create("127.0.0.1:" + port(), "Origin: http://127.0.0.1:" + port() + "\r\n")
                .is(201);
        create("localhost:" + port(), "Origin: http://localhost:" + port() + "\r\n")
                .is(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/users/%zz",
                "/api/users/%",
                "/api/%ff",
                "/api/%00",
                "/api/users%2f1",
                "/api/users\\1",
                "/api/users?name=%zz",
                "/api/users?name=%",
                "/api/users?name=%ff",
                "/api/users?%ED%A0%80=1",
                "/api/users?=1",
                "/api/users?name=\u00e9",
                "/api/users?name=a#b",
                "/api/users/{id}",
                "/api/users;a=1",
                "/api/users;a=%zz",
                "/api/;%ff/users",
                "/api/users/../../../etc/passwd"
            })
    void a_malformed_url_is_refused(String target, CapturedOutput log) {
        request("GET " + target, "localhost", "").isProblem(400, "malformed-request");

        assertThat(log).doesNotContain("Incident");
    }

    @Test
    void too_many_parameters_are_refused() {
        request("GET /api/users?" + "a&".repeat(2_001), "localhost", "").isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @CsvSource({
        "FOO, 405, method-not-allowed",
        "get, 405, method-not-allowed",
        "TRACE, 405, method-not-allowed",
        "G@T, 400, malformed-request"
    })
    @Asvs("V13.4.4")
    void an_unknown_method_is_refused(String method, int status, String code) {
        request(method + " /api/users", "localhost", "").isProblem(status, code);
    }

    @Test
    void invalid_http_is_refused(CapturedOutput log) {
        for (String request : List.of(
                "\u0016\u0003\u0001 nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET /api/meta HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "CONNECT localhost HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/meta HTTP/1.1\r\nHost: localhost\r\nno header\u0000: x\r\nConnection: close\r\n\r\n",
                "GET /api/meta HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\nConnection: close\r\n\r\n",
                chunked("Transfer-Encoding: nonsense", "{}"),
                chunked("Transfer-Encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n"))) {
            raw(request).isProblem(400, "malformed-request");
        }

        assertThat(log).doesNotContain("Incident");
    }

    @Test
    void a_tenant_is_refused_by_an_application_without_tenants() {
        String host = "127.0.0.1:" + port();
        int before = events();

        create(host, "Fluvius-Tenant: acme\r\n").isProblem(403, "forbidden");

        assertThat(events()).isEqualTo(before);
        request("GET /api/users", host, "Fluvius-Tenant: main\r\n").is(200);
    }

    @Test
    void a_form_that_cannot_be_decoded_is_not_an_incident(CapturedOutput log) {
        request(
                        "PUT /api/commands/create-user",
                        "localhost",
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\n",
                        "a=%zz")
                .isProblem(405, "method-not-allowed");

        assertThat(log).doesNotContain("Incident");
    }

    private TestResponse create(String host, String headers) {
        String body = user("John", freshEmail());
        return request(
                "POST /api/commands/create-user",
                host,
                headers + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n",
                body);
    }

    private TestResponse request(String line, String host, String headers) {
        return request(line, host, headers, "");
    }

    private TestResponse request(String line, String host, String headers, String body) {
        return raw("%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n%s".formatted(line, host, headers, body));
    }

    private TestResponse raw(String request) {
        return RawHttp.exchange(port(), request);
    }

    private static String chunked(String header, String body) {
        return "POST /api/commands/create-user HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n" + header + "\r\n\r\n" + body;
    }
}
