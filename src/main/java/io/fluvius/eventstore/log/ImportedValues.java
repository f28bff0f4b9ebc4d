package io.fluvius.eventstore.log;

import io.fluvius.domain.text.StoredJson;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.LogImport.RefusedException;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.CollectedValues;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.axonframework.messaging.MetaData;
import org.jooq.DSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Derives the unique values from imported events. Belongs to one transaction. */
final class ImportedValues {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final CollectedValues values;
    private final JsonMapper json = StoredJson.mapper();

    /** @param forms the present forms of unique values */
    ImportedValues(DSLContext transaction, Map<String, UnaryOperator<String>> forms) {
        this.values = new CollectedValues(transaction, forms);
    }

    /** Most events claim nothing, and their metadata need not be parsed. */
    void add(StoredEvent event) {
        if (ClaimMetadata.mayBeIn(event.metaData())) {
            try {
                values.add(
                        MetaData.from(json.readValue(event.metaData(), MEMBERS)), UUID.fromString(event.aggregate()));
            } catch (JacksonException | IllegalArgumentException malformed) {
                throw new RefusedException("The claims of the event " + event.id() + " cannot be read.", malformed);
            }
        }
    }

    void store() {
        try {
            values.replaceStored();
        } catch (CollectedValues.CollisionException collision) {
            throw new RefusedException(String.valueOf(collision.getMessage()), collision);
        }
    }
}
