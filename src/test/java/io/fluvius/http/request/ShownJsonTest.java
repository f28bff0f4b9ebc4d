package io.fluvius.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.access.Access;
import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.PersonalData;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.personal.PersonalKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ShownJsonTest {

    private record Renamed(@PersonalData String name, int version) {}

    private static final JsonNode EVENT = Json.MAPPER.readTree("{\"name\": \"Ann\", \"version\": 1}");
    private static final JsonNode METADATA =
            Json.MAPPER.readTree("{\"actor\": \"key:a\", \"claimedValues\": [\"ann\"], \"fingerprint\": \"f\"}");

    private final CurrentCaller callers = Access.keys();
    private final ShownJson shown = new ShownJson(
            Access.of(callers, new DomainRegistry(List.of()), new SimpleMeterRegistry()), PersonalKeys.none());

    @Test
    void those_who_may_see_personal_data_see_stored_events_as_they_are() {
        callers.call(Caller.of("ann", "auditor"), () -> {
            assertThat(shown.event(Renamed.class, EVENT)).isEqualTo(EVENT);
            assertThat(shown.event(null, EVENT)).isEqualTo(EVENT);
            assertThat(shown.metaData(METADATA)).isEqualTo(METADATA);
            return shown;
        });
    }

    @Test
    void others_see_the_rest_of_an_event_that_the_application_knows_and_of_its_metadata() {
        callers.call(Caller.of("bob", "operator"), () -> {
            assertThat(shown.event(Renamed.class, EVENT)).hasToString("{\"name\":{\"withheld\":true},\"version\":1}");
            assertThat(shown.event(null, EVENT)).hasToString("{\"withheld\":true}");
            assertThat(shown.metaData(METADATA))
                    .hasToString(
                            "{\"actor\":\"key:a\",\"claimedValues\":{\"withheld\":true},\"fingerprint\":{\"withheld\":true}}");
            return shown;
        });
    }
}
