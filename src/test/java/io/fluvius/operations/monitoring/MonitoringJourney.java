package io.fluvius.operations.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.EventsInDatabase;
import io.fluvius.environment.HttpCalls;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.RawHttp;
import io.fluvius.http.TestResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What a load balancer, a dashboard and an operator ask of a node. */
abstract class MonitoringJourney extends HttpJourney {

    /** Those of the application and of HTTP, without the buckets of histograms, each of which is one per limit. */
    private static final int MAX_SERIES = 1_000;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-");

    private final String product;

    @Autowired
    private EventStore store;

    @Autowired
    private DSLContext tables;

    @Autowired
    private ObjectProvider<MeterRegistry> registries;

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
        assertThat(info.at("/stores/events").stringValue())
                .isEqualTo(store instanceof AxonServerEventStore ? "Axon Server" : product);
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
    @Asvs("V13.4.5")
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
        // other classes leave some
        double parked = tables.fetchCount(
                DSL.table("dead_letter"), DSL.field("processing_group").eq("user-directory"));

        await().untilAsserted(() -> {
            Map<String, Double> metrics = Metrics.of(port()).values();
            assertThat(metrics.get("fluvius_events_position")).isGreaterThanOrEqualTo(0);
            assertThat(metrics)
                    .containsEntry("fluvius_processor_lag_events{processor=\"user-directory\",segment=\"0\"}", 0.0)
                    .containsEntry("fluvius_processor_oldest_seconds{processor=\"user-directory\"}", 0.0)
                    .containsEntry("fluvius_deadletters{processor=\"user-directory\"}", parked)
                    .containsEntry("fluvius_processor_segments{processor=\"user-directory\",state=\"unclaimed\"}", 0.0);
            assertThat(metrics.get("fluvius_processor_segments{processor=\"user-directory\",state=\"here\"}"))
                    .isPositive();
        });
    }

    @Test
    void commands_are_measured_by_their_outcome() {
        String user = newUser();
        command("complete-user-action", on(user, "{\"action\": \"VERIFY_EMAIL\"}"))
                .isProblem(422, "rejected");
        command("complete-user-action", on(user, "{}")).is(422);

        Map<String, Double> metrics = Metrics.of(port()).values();
        assertThat(metrics.get(commands("create-user", "success", "none"))).isPositive();
        assertThat(metrics.get(commands("complete-user-action", "rejected", "action-not-required")))
                .isPositive();
        assertThat(metrics.get(commands("complete-user-action", "invalid-payload", "none")))
                .isPositive();
    }

    @Test
    @EventsInDatabase("measures the transactions of the database in which events are appended")
    void appends_are_measured() {
        newUser();

        Map<String, Double> metrics = Metrics.of(port()).values();
        assertThat(metrics.get("fluvius_append_group_count")).isPositive();
        assertThat(metrics.get("fluvius_append_write_seconds_count")).isPositive();
        assertThat(metrics).containsKeys("fluvius_append_waiting", "fluvius_append_write_seconds_bucket{le=\"0.01\"}");
    }

    @Test
    void queries_and_changes_are_measured() {
        String user = newUser();
        get("/api/users/" + user);
        get("/api/users?limit=1").is(200);
        get("/api/users/" + user + "?version=0").is(200);
        get("/api/users/" + user + "/events").is(200);

        Map<String, Double> metrics = Metrics.of(port()).values();
        for (String kind : List.of("fetch", "find", "at-version", "history")) {
            assertThat(metrics.get("fluvius_queries_seconds_count{kind=\"%s\",resource=\"user\"}".formatted(kind)))
                    .as(kind)
                    .isPositive();
        }
        assertThat(metrics).containsKeys("fluvius_changes_subscribers", "fluvius_changes_dropped_total");
    }

    @Test
    void automations_are_measured() {
        command("delete-user", on(newUser())).is(200);

        await().untilAsserted(() -> assertThat(Metrics.of(port())
                        .values()
                        .get("fluvius_automations_seconds_count{automation=\"when-user-deleted-then-leave-groups\","
                                + "outcome=\"success\"}"))
                .isPositive());
    }

    /** Otherwise callers could fill the memory of the node and of what monitors it. */
    @Test
    void nothing_that_callers_choose_makes_a_series() {
        sendWhateverCallersChoose();
        await().until(() -> Metrics.of(port()).series().stream().anyMatch(name -> name.contains("_lag_")));
        Set<String> before = Metrics.of(port()).series();

        for (int repetition = 0; repetition < 20; repetition++) {
            sendWhateverCallersChoose();
        }

        Set<String> after = Metrics.of(port()).series();
        assertThat(after).isEqualTo(before).hasSizeLessThan(MAX_SERIES);
        assertThat(after).noneMatch(name -> ID.matcher(name).find() || name.contains("@"));
    }

    /** Axon's modules for metrics and traces would make a second registry, and lose spans, without an error. */
    @Test
    void one_registry_exists_and_nothing_is_traced() {
        String user = newUser();
        request("POST", "/api/commands/lock-user")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .json(on(user))
                .exchange()
                .is(200);

        assertThat(registries.stream()).hasSize(1);
        assertThat(store.readEvents(user).asStream())
                .hasSize(2)
                .noneMatch(event -> event.getMetaData().containsKey("traceparent"));
    }

    private void sendWhateverCallersChoose() {
        String user = newUser();
        String name = "x" + UUID.randomUUID();
        command(name, "{}");
        command("create-user", "{\"payload\": {\"" + name + "\": 1}}");
        command("lock-user", on(user, "{\"reason\": \"" + name + "\"}"));
        command("activate-user", on(user));
        command("activate-user", on(UUID.randomUUID().toString()));
        get("/api/" + name);
        get("/api/users/" + UUID.randomUUID());
        get("/api/users?" + name + "=1");
        get("/api/users?name=" + name);
        get("/" + name);
        get("/actuator/" + name);
        get("/actuator/health/" + name);
        get("/problems/" + name);
        request("GET", "/api/users").header("Accept", "text/" + name).exchange();
        request("X" + name.substring(0, 5).toUpperCase(Locale.ROOT), "/api/users")
                .exchange();
    }

    private static String commands(String command, String outcome, String rejection) {
        return "fluvius_commands_seconds_count{command=\"%s\",outcome=\"%s\",rejection=\"%s\"}"
                .formatted(command, outcome, rejection);
    }
}
