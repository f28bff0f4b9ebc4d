package io.fluvius.operations.deadletter;

import io.fluvius.eventstore.event.EventNames;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.ShownJson;
import io.fluvius.processing.deadletter.StoredLetter;
import tools.jackson.databind.JsonNode;

/** The payloads of letters as the caller of the present thread may see them. Safe for use by many threads. */
record ShownPayloads(EventNames names, ShownJson shown) {

    JsonNode of(StoredLetter letter, StoredLetter.Content content) {
        return shown.event(
                names.currentTypeOf(letter.type(), letter.revision()).orElse(null),
                Json.MAPPER.readTree(content.payload()));
    }
}
