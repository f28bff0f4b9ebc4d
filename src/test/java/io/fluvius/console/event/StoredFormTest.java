package io.fluvius.console.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.person.PersonDomain;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event is shown as it is stored, whatever the application knows of it. */
class StoredFormTest {

    private static final String PERSON =
            "{\"personId\":\"01900000-0000-7000-8000-00000000000a\",\"name\":\"Ada King\"}";

    private final DomainRegistry domains = new DomainRegistry(List.of(new PersonDomain().persons()));
    private final EventNames names = new EventNames(domains);

    @Test
    void an_event_of_an_old_revision_is_shown_as_it_is_stored_and_as_it_is_read() {
        StoredForm form = form("person.person-registered", "1", PERSON);

        assertThat(form.isKnown()).isTrue();
        assertThat(form.payload()).contains("\"name\" : \"Ada King\"");
        assertThat(form.revision()).isEqualTo("2");
        assertThat(form.read()).contains("\"givenName\" : \"Ada\"", "\"familyName\" : \"King\"");
        assertThat(form.unreadable()).isNull();
    }

    @Test
    void an_event_of_the_present_revision_is_shown_once() {
        StoredForm form = form("person.person-registered", "2", "{\"givenName\": \"Ada\"}");

        assertThat(form.isKnown()).isTrue();
        assertThat(form.read()).isNull();
    }

    @Test
    void an_event_that_cannot_be_read_says_why() {
        assertThat(form("person.person-registered", "0", PERSON).unreadable()).contains("revision 0");
        assertThat(form("person.person-registered", "1", "{}").unreadable()).contains("upcaster");
        assertThat(form("person.person-registered", null, PERSON).unreadable()).isNotNull();
    }

    @Test
    void an_event_that_the_application_does_not_know_is_shown() {
        StoredForm form = form("nothing.nothing-done", "7", "{\"a\":{\"b\":[1,2]}}");

        assertThat(form.isKnown()).isFalse();
        assertThat(form.payload()).contains("\"a\" : {");
    }

    @Test
    void a_payload_that_is_not_json_or_very_long_is_shown() {
        assertThat(form("text", null, "<no json>").payload()).isEqualTo("<no json>");
        StoredForm large = form("text", null, "\"" + "x".repeat(1_000_000) + "\"");
        assertThat(large.isCut()).isTrue();
        assertThat(large.payload()).hasSizeLessThan(30_000);
    }

    private StoredForm form(String type, String revision, String payload) {
        return StoredForm.of(
                new StoredEvent("1", "2", 0, "person", "2026-11-22T10:15:30.000Z", type, revision, payload, "{}"),
                names,
                domains);
    }
}
