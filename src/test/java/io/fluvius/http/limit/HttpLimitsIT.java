package io.fluvius.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.OnH2;
import io.fluvius.environment.OwnApplication;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.RawHttp;
import io.fluvius.http.TestRequest;
import io.fluvius.http.TestResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a caller may ask for. Each test has network addresses of its own, which a proxy would pass on. */
@OwnApplication("refuses the requests of the tests")
@OnH2(
        properties = {
            "server.forward-headers-strategy=native",
            "server.tomcat.connection-timeout=1s",
            "fluvius.http.changes.heartbeat=100ms",
            "fluvius.http.limits.requests-per-second=1",
            "fluvius.http.limits.burst=" + HttpLimitsIT.BURST,
            "fluvius.http.limits.streams=3",
            "fluvius.http.limits.streams-per-caller=2",
            "fluvius.http.limits.transfers=2",
            "fluvius.http.limits.transfers-per-caller=1"
        })
class HttpLimitsIT extends HttpJourney {

    static final int BURST = 20;

    @Autowired
    private MeterRegistry meters;

    @Test
    @Asvs("V2.4.1")
    void a_caller_who_sends_too_many_requests_waits_and_others_do_not() {
        TestResponse refused = flood("192.0.2.1", "/api/users");

        refused.isProblem(429, "too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
        from("192.0.2.2", "GET", "/api/users").exchange().is(200);
        from("192.0.2.1", "GET", "/actuator/health/liveness").exchange().is(200);
        assertThat(meters.get("fluvius.http.refused")
                        .tag("limit", "rate")
                        .counter()
                        .count())
                .isPositive();
        await().untilAsserted(
                        () -> from("192.0.2.1", "GET", "/api/users").exchange().is(200));
    }

    @Test
    void the_addresses_of_one_network_are_one_caller() {
        flood("2001:db8:1:2::1", "/api/users").is(429);

        from("2001:db8:1:2:ffff::9", "GET", "/api/users").exchange().is(429);
        from("2001:db8:1:3::1", "GET", "/api/users").exchange().is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console", "/console/views/users", "/"})
    void the_console_says_so_on_a_page(String page) {
        TestResponse refused = flood("192.0.2.1" + page.length(), page).is(429);

        assertThat(refused.header("Content-Type")).startsWith("text/html");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.text()).contains("This caller sends more requests than this server allows", "<nav");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users/changes", "/console/views/users/live?from=-1"})
    @SuppressWarnings("try") // the streams are only open
    @Asvs("V2.4.1")
    void streams_are_limited_for_each_caller_and_overall(String stream) throws IOException {
        try (RawHttp first = open("192.0.2.31", stream);
                RawHttp second = open("192.0.2.31", stream);
                RawHttp third = open("192.0.2.32", stream)) {
            TestResponse refused = from("192.0.2.31", "GET", stream).exchange().is(429);
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            assertThat(refused.text()).contains("Too many streams of changes are open");
            from("192.0.2.33", "GET", stream).exchange().is(429);
        }
        open("192.0.2.34", stream).close();
    }

    @Test
    @Asvs({"V2.4.1", "V15.2.2"})
    void batches_are_limited_for_each_caller_and_overall() throws IOException {
        String batch = "POST /api/commands HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: %s\r\nConnection: close\r\n"
                + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (RawHttp first = new RawHttp(port())) {
            first.send(batch.formatted("192.0.2.41")).chunk("{\"command\": \"nope\"}\n");
            assertThat(first.line()).isEqualTo("HTTP/1.1 200");

            TestResponse refused = from("192.0.2.41", "POST", "/api/commands")
                    .lines("{\"command\": \"nope\"}")
                    .exchange();

            refused.isProblem(429, "too-many-requests");
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            from("192.0.2.42", "POST", "/api/commands")
                    .lines("{\"command\": \"nope\"}")
                    .exchange()
                    .is(200);
            first.chunk("");
        }
    }

    @Test
    void a_body_that_does_not_arrive_is_malformed() throws IOException {
        try (RawHttp slow = new RawHttp(port())) {
            slow.send("POST /api/commands/create-user HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.51\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"payload\":");

            assertThat(slow.response()
                            .isProblem(400, "malformed-request")
                            .json()
                            .path("detail")
                            .stringValue())
                    .isEqualTo("The body did not arrive in time");
        }
    }

    /** Sends requests until one is refused, and returns its response. */
    private TestResponse flood(String address, String path) {
        return IntStream.rangeClosed(0, 2 * BURST)
                .mapToObj(number -> from(address, "GET", path).exchange())
                .filter(response -> response.status() != 200)
                .findFirst()
                .orElseThrow();
    }

    private TestRequest from(String address, String method, String path) {
        return request(method, path).header("X-Forwarded-For", address);
    }

    /** Opens a stream as soon as those that have been closed have ended. */
    private RawHttp open(String address, String stream) {
        return await().ignoreExceptions().until(() -> tryToOpen(address, stream), Objects::nonNull);
    }

    private @Nullable RawHttp tryToOpen(String address, String stream) throws IOException {
        RawHttp opened = new RawHttp(port())
                .send("GET %s HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: %s\r\n\r\n".formatted(stream, address));
        if (opened.line().equals("HTTP/1.1 200")) {
            return opened;
        }
        opened.close();
        return null;
    }
}
