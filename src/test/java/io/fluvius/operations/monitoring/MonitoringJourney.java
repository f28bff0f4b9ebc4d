package io.fluvius.operations.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.HttpCalls;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.RawHttp;
import io.fluvius.http.TestResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a load balancer, a dashboard and an operator ask of a node. */
abstract class MonitoringJourney extends HttpJourney {

    private final String product;

    MonitoringJourney(String product) {
        this.product = product;
    }

    @Test
    void a_node_is_live() {
        TestResponse live = get("/actuator/health/liveness").is(200);

        assertThat(live.text()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(live.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void a_node_is_ready_with_the_store_and_every_processor_in_the_details() {
        newUser();

        await().untilAsserted(() -> {
            JsonNode parts = get("/actuator/health/readiness").is(200).json().path("components");
            assertThat(parts.propertyNames()).containsExactlyInAnyOrder("readinessState", "store", "processors");
            assertThat(parts.at("/store/details/schema").stringValue()).matches("\\d+(\\.\\d+)?");
            assertThat(parts.at("/store/details/position").stringValue()).matches("\\d+");
            JsonNode directory = parts.at("/processors/details/user-directory");
            assertThat(directory.path("here").intValue())
                    .isPositive()
                    .isEqualTo(directory.path("segments").intValue());
            assertThat(directory.path("lag").longValue()).isZero();
            assertThat(directory.path("secondsBehind").doubleValue()).isZero();
            assertThat(directory.path("deadLetters").isIntegralNumber()).isTrue();
        });
    }

    @Test
    void a_node_says_what_it_is_and_no_secrets() {
        JsonNode info = new HttpCalls(port()).get("/actuator/info").body();

        assertThat(info.path("version").stringValue()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(info.at("/stores/events").stringValue()).isEqualTo(product);
        assertThat(info.at("/stores/state").stringValue()).isEqualTo(product);
        assertThat(info.path("domains").valueStream().map(JsonNode::stringValue))
                .contains("user", "group");
        assertThat(info.path("node").stringValue()).isNotEmpty();
        assertThat(info.propertyNames()).containsExactlyInAnyOrder("version", "build", "stores", "domains", "node");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/",
                "/actuator/env",
                "/actuator/beans",
                "/actuator/metrics",
                "/actuator/heapdump",
                "/actuator/shutdown",
                "/actuator/info/nope",
                "/actuator/health/nope",
                "/actuator/health/readiness/nope",
                "/actuator/prometheus/nope"
            })
    void nothing_else_is_exposed(String path) {
        get(path).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/info", "/actuator/prometheus"})
    void foreign_hosts_and_other_methods_are_refused(String path) {
        RawHttp.exchange(port(), "GET " + path + " HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n")
                .isProblem(403, "forbidden");
        request("GET", path).header("Origin", "http://example.com").exchange().isProblem(403, "forbidden");
        assertThat(request("POST", path)
                        .json("{}")
                        .exchange()
                        .isProblem(405, "method-not-allowed")
                        .header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
        request("HEAD", path).exchange().is(200);
    }

    @Test
    void the_processors_are_measured() {
        newUser();

        await().untilAsserted(() -> {
            Map<String, Double> metrics = Metrics.of(port()).values();
            assertThat(metrics.get("fluvius_events_position")).isGreaterThanOrEqualTo(0);
            assertThat(metrics)
                    .containsEntry("fluvius_processor_lag_events{processor=\"user-directory\",segment=\"0\"}", 0.0)
                    .containsEntry("fluvius_processor_oldest_seconds{processor=\"user-directory\"}", 0.0)
                    .containsEntry("fluvius_deadletters{processor=\"user-directory\"}", 0.0)
                    .containsEntry("fluvius_processor_segments{processor=\"user-directory\",state=\"unclaimed\"}", 0.0);
            assertThat(metrics.get("fluvius_processor_segments{processor=\"user-directory\",state=\"here\"}"))
                    .isPositive();
        });
    }
}
