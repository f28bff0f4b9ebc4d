package io.fluvius.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.RawHttp;
import io.fluvius.http.TestResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server accepts of a request line and of headers, and its reasons for what it refuses. */
abstract class HttpRefusedRequestJourney extends HttpJourney {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query={\"name\":\"x\"}",
                "query={\"name.in\":[\"a|b\",\"c^d\"]}",
                "name={|}[]^",
                "name.has=`",
                "name.has=\\",
                "name.has=<x>"
            })
    void a_query_may_have_the_characters_that_clients_do_not_encode(String query) {
        target("/api/users?" + query).is(200);
    }

    @Test
    void a_thousand_ids_fit_into_a_query() {
        String ids = ids(1_000, ",");
        assertThat(get("/api/users?id.in=" + ids).is(200).json().path("data").isEmpty())
                .isTrue();
        get("/api/users?id.in=" + ids.replace(",", "%2C")).is(200);
        get("/api/users?id.in=" + ids.replace(",", "&id.in=")).is(200);
        get("/api/users?query=" + encoded("{\"id.in\":[\"" + ids.replace(",", "\",\"") + "\"]}"))
                .is(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {64_000, 65_600, 100_000})
    void a_url_that_is_too_long_names_the_other_way_to_query(int length) {
        TestResponse response = target("/api/users?name=" + "a".repeat(length), "X: " + "b".repeat(2_000) + "\r\n");

        assertThat(response.isProblem(414, "uri-too-long").json().path("detail").stringValue())
                .contains("POST /api/users/query");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_600, 100_000})
    void headers_that_are_too_long_are_refused(int length) {
        target("/api/meta", "X: " + "b".repeat(length) + "\r\n").isProblem(431, "header-too-large");
        target("/api/meta", ("X: " + "b".repeat(1_000) + "\r\n").repeat(length / 1_000 + 1))
                .isProblem(431, "header-too-large");
    }

    @Test
    void too_many_headers_are_refused() {
        target("/api/meta", "X: b\r\n".repeat(90)).is(200);
        assertThat(target("/api/meta", "X: b\r\n".repeat(150))
                        .isProblem(431, "header-too-large")
                        .json()
                        .path("detail")
                        .stringValue())
                .contains("at most 100 headers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            G@T / HTTP/1.1~Host: localhost~             | does not begin with an HTTP method
            GET /api/users?name=é HTTP/1.1~Host: localhost~ | must be percent-encoded
            GET /api/users?name=a#b HTTP/1.1~Host: localhost~ | must be percent-encoded
            GET /api/{users} HTTP/1.1~Host: localhost~  | must be percent-encoded
            GET / HTTQ/1.1~Host: localhost~             | version of HTTP
            GET / HTTP/2.0~Host: localhost~             | HTTP/1.1 and HTTP/1.0 only
            GET / HTTP/1.1~                             | Host is missing
            GET / HTTP/1.1~Host: a~Host: b~             | Host is there more than once
            GET / HTTP/1.1~Host: a b~                   | Host is not a host
            GET / HTTP/1.1~Host: localhost:x~           | Host is not a host
            GET http://other.example/ HTTP/1.1~Host: localhost~ | another server than the header Host
            GET / HTTP/1.1~Host: localhost~no header: x~ | A header line is not valid
            GET / HTTP/1.1~Host: localhost~X~           | A header line is not valid
            GET / HTTP/1.1~Host: localhost~Content-Length: x~ | Content-Length is not a single whole number
            GET / HTTP/1.1~Host: localhost~Content-Length: 1~Content-Length: 2~ | Content-Length is not a single whole number
            POST / HTTP/1.1~Host: localhost~Transfer-Encoding: gzip~ | only transfer coding
            POST / HTTP/1.1~Host: localhost~Transfer-Encoding: a b~  | Transfer-Encoding is not valid
            GET / HTTP/1.1~Host: localhost~Expect: a cake~ | Expect may only be 100-continue
            CONNECT localhost HTTP/1.1~Host: localhost~ | CONNECT is not supported
            GET /api/%zz HTTP/1.1~Host: localhost~      | two hexadecimal digits
            GET /api/users%2f1 HTTP/1.1~Host: localhost~ | encoded slash
            GET /api/../../x HTTP/1.1~Host: localhost~  | must not lead above it
            GET /api/%ff HTTP/1.1~Host: localhost~      | not valid UTF-8
            GET /api/users;a=1 HTTP/1.1~Host: localhost~ | semicolon
            GET /api/users?name=%zz HTTP/1.1~Host: localhost~ | hexadecimal digits of UTF-8
            GET /api/users?name=%ff HTTP/1.1~Host: localhost~ | hexadecimal digits of UTF-8
            GET /api/users?=1 HTTP/1.1~Host: localhost~ | each has a name
            """)
    @Asvs("V4.2.1")
    void the_reason_of_a_refusal_is_in_plain_words(String request, String reason) {
        String text = request.replace("~", "\r\n") + "Connection: close\r\n\r\n";
        assertThat(RawHttp.exchange(port(), text)
                        .isProblem(400, "malformed-request")
                        .json()
                        .path("detail")
                        .stringValue())
                .contains(reason);
    }

    @Test
    void too_many_parameters_are_refused() {
        assertThat(target("/api/users?" + "a&".repeat(2_001))
                        .isProblem(400, "malformed-request")
                        .json()
                        .path("detail")
                        .stringValue())
                .contains("too many parameters");
    }

    private TestResponse target(String target) {
        return target(target, "");
    }

    private TestResponse target(String target, String headers) {
        return RawHttp.exchange(
                port(), "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n".formatted(target, headers));
    }

    private static String ids(int count, String separator) {
        return IntStream.range(0, count)
                .mapToObj(n -> new UUID(0x0190c7a100007000L, 0x8000000000000000L + n).toString())
                .collect(Collectors.joining(separator));
    }

    private static String encoded(String json) {
        return URLEncoder.encode(json, StandardCharsets.UTF_8);
    }
}
