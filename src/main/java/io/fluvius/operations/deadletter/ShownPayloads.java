package io.fluvius.operations.deadletter;

import io.fluvius.eventstore.event.EventNames;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.ShownJson;
import io.fluvius.processing.deadletter.StoredLetter;
import tools.jackson.databind.JsonNode;

/** The payloads and the metadata of letters as the caller of the present thread may see them. Safe for use by many threads. */
record ShownPayloads(EventNames names, ShownJson shown) {

    JsonNode of(StoredLetter letter, StoredLetter.Content content) {
        return shown.event(
                names.currentTypeOf(letter.type(), letter.revision()).orElse(null),
                Json.MAPPER.readTree(content.payload()));
    }

    JsonNode metaData(StoredLetter.Content content) {
        return shown.metaData(Json.MAPPER.readTree(content.metadata()));
    }
}
