package io.fluvius.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.EventsInDatabase;
import io.fluvius.http.HttpJourney;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Events of an earlier revision, and under a former name, are read by the aggregate, the projection, the history and the past. */
@EventsInDatabase("inserts stored events of earlier revisions")
abstract class ChangedEventJourney extends HttpJourney {

    private final UUID person = UUID.randomUUID();

    @Autowired
    private DSLContext dsl;

    @Test
    void stored_events_are_read_everywhere_as_if_they_had_been_stored_now() {
        store(0, "person.person-registered", "1", "{\"personId\":\"%s\",\"name\":\"Ada King Lovelace\"}");
        store(1, "person.person-renamed", "1", "{\"personId\":\"%s\",\"familyName\":\"Byron\"}");

        await().untilAsserted(
                        () -> assertNames(get("/api/persons/" + person).is(200).json(), "Ada King", "Byron"));
        command("change-family-name", on(person.toString(), "{\"familyName\": \"Byron\"}"))
                .isProblem(422, "rejected");
        String position = command("change-family-name", on(person.toString(), "{\"familyName\": \"Noel\"}"))
                .is(200)
                .json()
                .path("position")
                .stringValue();

        assertNames(get("/api/persons/" + person + "?after=" + position).is(200).json(), "Ada King", "Noel");
        assertNames(get("/api/persons/" + person + "?version=0").is(200).json(), "Ada King", "Lovelace");
        assertThat(get("/api/persons?familyName=Noel&givenName=Ada%20King")
                        .is(200)
                        .json()
                        .path("data"))
                .hasSize(1);
        JsonNode history =
                get("/api/persons/" + person + "/events").is(200).json().path("data");
        assertThat(history).hasSize(3);
        assertNames(history.path(0).path("data"), "Ada King", "Lovelace");
        assertThat(history.path(0).path("revision").stringValue()).isEqualTo("2");
        assertThat(history.path(1).path("type").stringValue())
                .isEqualTo(history.path(2).path("type").stringValue());
    }

    @Test
    void an_event_of_a_revision_that_cannot_be_read_is_parked_with_its_cause() {
        store(0, "person.person-registered", "7", "{\"personId\":\"%s\",\"names\":[\"Secret\"]}");

        await().untilAsserted(() -> assertThat(dsl.fetchValue(
                        "select cause_message from dead_letter where aggregate_identifier = ?", person.toString()))
                .asString()
                .contains("revision 7", "no upcaster")
                .doesNotContain("Secret"));
        dsl.execute("delete from dead_letter where aggregate_identifier = ?", person.toString());
    }

    private void store(int sequence, String type, String revision, String payload) {
        dsl.execute(
                "insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type,"
                        + " time_stamp, payload_type, payload_revision, payload, meta_data)"
                        + " values (?, ?, ?, 'person', '2026-11-22T10:15:30.000Z', ?, ?, ?, '{}')",
                UUID.randomUUID().toString(),
                person.toString(),
                sequence,
                type,
                revision,
                payload.formatted(person));
    }

    private static void assertNames(JsonNode person, String givenName, String familyName) {
        assertThat(person.path("givenName").stringValue()).isEqualTo(givenName);
        assertThat(person.path("familyName").stringValue()).isEqualTo(familyName);
    }
}
