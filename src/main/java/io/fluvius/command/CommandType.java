package io.fluvius.command;

import io.fluvius.domain.Creating;
import tools.jackson.databind.JsonNode;

/**
 * What is known of one command: enough to call it without reading its code.
 *
 * @param key its name: {@code create-user}
 * @param title its name for a person: {@code Create user}
 * @param description what it does, from {@code @JsonClassDescription}; may be empty
 * @param resource the resource on which it acts: {@code user}
 * @param payload the record that it is bound to
 * @param schema the JSON Schema (2020-12) of its payload
 */
public record CommandType(
        String key,
        String title,
        String description,
        String resource,
        Class<? extends Record> payload,
        JsonNode schema) {

    /** Whether it creates its aggregate. */
    public boolean isCreating() {
        return Creating.class.isAssignableFrom(payload);
    }
}
