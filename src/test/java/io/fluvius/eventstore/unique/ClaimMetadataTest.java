package io.fluvius.eventstore.unique;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.MetaDataValue;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.EventSerializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.axonserver.connector.util.GrpcMetaDataConverter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

class ClaimMetadataTest {

    private static final UUID OWNER = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final List<ValueClaim> CLAIMS =
            List.of(new ValueClaim("user.email", "new@example.com", OWNER), new ValueClaim("user.name", "ada", OWNER));
    private static final List<ValueClaim> RELEASES = List.of(new ValueClaim("user.email", "old@example.com", OWNER));

    @Test
    void the_last_event_contains_the_claims_and_releases() {
        List<EventMessage<?>> events = eventsWithClaims();

        assertThat(events.getFirst().getMetaData()).isEmpty();
        assertThat(ClaimMetadata.claimed(events.getLast().getMetaData(), OWNER)).isEqualTo(CLAIMS);
        assertThat(ClaimMetadata.released(events.getLast().getMetaData(), OWNER))
                .isEqualTo(RELEASES);
    }

    @Test
    void claims_and_releases_are_read_from_the_form_that_axon_server_stores() {
        GrpcMetaDataConverter converter =
                new GrpcMetaDataConverter(new EventSerializer(new EventNames(DefinedDomains.find())));
        Map<String, MetaDataValue> stored = new HashMap<>();
        eventsWithClaims()
                .getLast()
                .getMetaData()
                .forEach((key, value) -> stored.put(key, converter.convertToMetaDataValue(value)));

        MetaData metaData = converter.convert(stored);

        assertThat(stored.get(ClaimMetadata.CLAIMED).getBytesValue().getType()).isEqualTo("java.util.ArrayList");
        assertThat(ClaimMetadata.claimed(metaData, OWNER)).isEqualTo(CLAIMS);
        assertThat(ClaimMetadata.released(metaData, OWNER)).isEqualTo(RELEASES);
    }

    private static List<EventMessage<?>> eventsWithClaims() {
        return ClaimMetadata.addToLast(
                List.of(GenericEventMessage.asEventMessage("first"), GenericEventMessage.asEventMessage("last")),
                CLAIMS,
                RELEASES);
    }
}
