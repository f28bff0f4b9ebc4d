package io.fluvius.http.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.RawHttp;
import io.fluvius.http.TestResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What responses declare about being kept, that long ones are compressed, and that connections are used again. */
abstract class HttpCachingJourney extends HttpJourney {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/users                       | private, no-cache
            /api/users/ID                    | private, no-cache
            /api/users/ID?version=0          | private, no-cache
            /api/users/ID/events             | private, no-cache
            /                                | no-cache, no-store, max-age=0, must-revalidate
            /api/meta                        | max-age=60
            /api/meta/commands/create-user   | max-age=60
            /api/meta/resources/user         | max-age=60
            /v3/api-docs                     | max-age=60
            /problems/rejected               | max-age=60
            /swagger-ui/index.html           | no-store
            /api/users?limit=0               | no-store
            /api/users/no-uuid               | no-store
            /api/nope                        | no-store
            /api/meta/commands/nope          | no-store
            /problems/nope                   | no-store
            /nope                            | no-store
            /nope;a=b                        | no-store
            /nope/%2f                        | no-store
            """)
    @Asvs("V14.3.2")
    void what_is_read_declares_how_long_it_may_be_kept(String path, String expected) {
        String id = newUser();
        await().until(() -> get("/api/users/" + id).status() == 200);

        assertThat(get(path.replace("ID", id)).header("Cache-Control")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users/ID", "/api/users?id=ID", "/api/users?id=ID&include=id", "/api/users/ID/events"})
    void what_a_client_has_already_is_not_sent_again(String target) {
        String id = newUser();
        String path = target.replace("ID", id);
        await().until(() -> get("/api/users/" + id).status() == 200);
        String tag = get(path).is(200).header("ETag");
        for (String header : List.of(tag, "\"x\", " + tag, "*")) {
            TestResponse known = request("GET", path)
                    .header("If-None-Match", header)
                    .exchange()
                    .is(304);
            assertThat(known.bytes()).isEmpty();
            assertThat(known.header("ETag")).isEqualTo(tag);
            assertThat(known.header("Cache-Control")).isEqualTo("private, no-cache");
            assertThat(known.header("Position")).isNotNull();
        }
        request("GET", path).header("If-None-Match", "\"x\"").exchange().is(200);
        request("GET", path).header("If-None-Match", "x").exchange().isProblem(400, "malformed-request");

        command("lock-user", on(id)).is(200);
        await().until(() ->
                request("GET", path).header("If-None-Match", tag).exchange().status()
                        == (path.contains("include") ? 304 : 200));
    }

    @Test
    void a_long_response_is_compressed_if_the_client_accepts_it() throws IOException {
        String name = "Ann " + UUID.randomUUID();
        for (int n = 0; n < 20; n++) {
            newUser(name, freshEmail());
        }
        String path = "/api/users?name=" + name.replace(" ", "%20");
        await().until(() -> get(path).json().path("data").size() == 20);
        TestResponse plain = get(path).is(200);
        TestResponse compressed = request("GET", path)
                .header("Accept-Encoding", "gzip")
                .exchange()
                .is(200);

        assertThat(plain.headers()).doesNotContainKey("content-encoding");
        assertThat(plain.header("Vary")).containsIgnoringCase("Accept-Encoding");
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("ETag")).isEqualTo(plain.header("ETag"));
        assertThat(compressed.bytes()).hasSizeLessThan(plain.bytes().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.bytes())).readAllBytes())
                .isEqualTo(plain.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/meta", "/v3/api-docs", "/swagger-ui/index.html"})
    void descriptions_are_compressed_if_they_are_long(String path) {
        TestResponse plain = get(path).is(200);
        TestResponse compressed = request("GET", path)
                .header("Accept-Encoding", "gzip")
                .exchange()
                .is(200);

        assertThat(compressed.bytes().length).isLessThanOrEqualTo(plain.bytes().length);
        assertThat(compressed.headers().containsKey("content-encoding"))
                .isEqualTo(compressed.bytes().length < plain.bytes().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nope", "/api/users/0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10", "/api/commands"})
    void a_connection_is_used_again_after_a_problem(String path) throws IOException {
        try (RawHttp http = new RawHttp(port())) {
            for (int n = 0; n < 3; n++) {
                http.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(http.response().headers()).doesNotContainKey("connection");
            }
        }
    }

    @Test
    void a_stream_of_changes_is_neither_kept_nor_compressed() throws IOException {
        try (RawHttp http = new RawHttp(port())) {
            http.send("GET /api/users/changes HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");
            StringBuilder headers = new StringBuilder();
            for (String line = http.line(); !line.isEmpty(); line = http.line()) {
                headers.append(line).append('\n');
            }
            assertThat(headers).contains("Cache-Control: no-store\n").doesNotContain("gzip");
            assertThat(new String(http.nextChunk(), StandardCharsets.UTF_8)).startsWith("retry:");
        }
    }
}
