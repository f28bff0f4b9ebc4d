package io.fluvius.operations.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.Asvs;
import io.fluvius.environment.OnH2;
import io.fluvius.environment.OwnApplication;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A request is one trace, with what its events cause. */
@OwnApplication("is traced")
@OnH2(
        classes = {FluviusApplication.class, TracingIT.Exporter.class},
        properties = {
            "fluvius.tracing.enabled=true",
            "management.tracing.export.otlp.enabled=false",
            "management.opentelemetry.tracing.export.schedule-delay=20ms"
        })
class TracingIT extends HttpJourney {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-");

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @Autowired
    private InMemorySpanExporter exporter;

    @Autowired
    private DSLContext dsl;

    @TestConfiguration(proxyBeanMethods = false)
    static class Exporter {

        @Bean
        InMemorySpanExporter spanExporter() {
            return InMemorySpanExporter.create();
        }
    }

    @Test
    void a_command_is_traced_to_its_projection_and_to_the_command_of_an_automation() {
        String user = newUser();
        String group = command("create-group", "{\"payload\": {\"name\": \"" + user + "\"}}")
                .json()
                .at("/aggregate/id")
                .stringValue();
        command("add-members", on(group, "{\"users\": [\"" + user + "\"]}")).is(200);
        await().until(() ->
                get("/api/memberships?userId=" + user).json().path("data").size() == 1);

        traced("/api/commands/delete-user", on(user)).is(200);

        await().untilAsserted(() -> assertThat(names())
                .contains("http post /api/commands/{key}", "append")
                .anyMatch(name -> name.contains("DeleteUser"))
                .anyMatch(name -> name.contains("UserDeleted"))
                .anyMatch(name -> name.contains("RemoveMembers"))
                .anyMatch(name -> name.contains("MembersRemoved")));
        assertThat(spans()).allSatisfy(this::leadsToTheRequest);
    }

    @Test
    void the_commands_of_a_batch_belong_to_the_trace_of_the_request() {
        traced(
                        "/api/commands",
                        "[{\"command\": \"create-user\", \"payload\": {\"name\": \"A\", \"email\": \"%s\"}}]"
                                .formatted(freshEmail()))
                .is(200);

        await().untilAsserted(() -> assertThat(names())
                .contains("append")
                .anyMatch(name -> name.contains("CreateUser"))
                .anyMatch(name -> name.contains("UserCreated")));
    }

    @Test
    @Asvs("V14.2.4")
    void spans_have_no_identifiers_and_no_personal_data() {
        traced("/api/commands/create-user", user("Jane Doe", freshEmail())).is(201);
        traced("/api/commands/lock-user", on(UUID.randomUUID().toString())).is(404);
        traced("/api/commands/create-user", user("Jane Doe", "nope")).is(422);
        String email = freshEmail();
        newUser("Jane Doe", email);
        traced("/api/commands/create-user", user("Jane Doe", email)).is(409);
        request("GET", "/api/users/" + UUID.randomUUID() + "?version=3")
                .header("traceparent", parent())
                .exchange()
                .is(404);
        dsl.execute("alter table domain_event add constraint refused check (payload not like '%Jane Failed%') nocheck");
        try {
            traced("/api/commands/create-user", user("Jane Failed", freshEmail()))
                    .is(500);
        } finally {
            dsl.execute("alter table domain_event drop constraint refused");
        }
        await().untilAsserted(() -> assertThat(names()).anyMatch(name -> name.contains("UserCreated")));

        assertThat(spans()).allSatisfy(span -> {
            // the message of an exception may quote anything
            assertThat(span.getEvents()).isEmpty();
            String all = span.getName() + span.getAttributes() + span.getEvents() + span.getStatus();
            assertThat(all).doesNotContain("Jane", "example.com", "nope").doesNotContainPattern(ID);
        });
    }

    @Test
    void events_carry_the_context_in_their_metadata_and_the_history_does_not_show_it() {
        TestResponse created = traced("/api/commands/create-user", user("Jane Doe", freshEmail()))
                .is(201);
        String id = created.json().at("/aggregate/id").stringValue();

        String metadata = dsl.select(DSL.field("meta_data", String.class))
                .from("domain_event")
                .where(DSL.field("aggregate_identifier", String.class).eq(id))
                .fetchSingle(0, String.class);
        assertThat(metadata).contains("\"traceparent\":\"00-" + trace + "-").doesNotContain("tracestate", "baggage");
        assertThat(get("/api/users/" + id + "/events")
                        .is(200)
                        .json()
                        .at("/data/0")
                        .propertyNames())
                .containsExactly(
                        "sequence",
                        "type",
                        "revision",
                        "at",
                        "eventId",
                        "commandId",
                        "correlationId",
                        "causationId",
                        "actor",
                        "data");
    }

    @Test
    void a_repeated_command_of_another_trace_is_the_same_command() {
        String body = "{\"id\": \"%s\", \"payload\": {\"name\": \"Jane Doe\", \"email\": \"%s\"}}"
                .formatted(UUID.randomUUID(), freshEmail());
        command("create-user", body).is(201);

        assertThat(traced("/api/commands/create-user", body)
                        .is(201)
                        .json()
                        .path("replayed")
                        .booleanValue())
                .isTrue();
    }

    private TestResponse traced(String path, String body) {
        return request("POST", path).header("traceparent", parent()).json(body).exchange();
    }

    private String parent() {
        return "00-" + trace + "-00f067aa0ba902b7-01";
    }

    private List<SpanData> spans() {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(trace))
                .toList();
    }

    private List<String> names() {
        return spans().stream().map(SpanData::getName).toList();
    }

    private void leadsToTheRequest(SpanData span) {
        Map<String, SpanData> spans =
                spans().stream().collect(Collectors.toMap(SpanData::getSpanId, Function.identity()));
        SpanData at = span;
        while (!at.getParentSpanId().equals("00f067aa0ba902b7")) {
            assertThat(at.getParentSpanId()).isNotEqualTo(SpanId.getInvalid());
            at = spans.get(at.getParentSpanId());
            assertThat(at).isNotNull();
        }
    }
}
