package io.fluvius.command;

import io.fluvius.domain.Creating;
import tools.jackson.databind.JsonNode;

/**
 * The description of a command for its callers.
 *
 * @param key the command's name: {@code create-user}
 * @param title the name in readable form: {@code Create user}
 * @param description the text of {@code @JsonClassDescription}; may be empty
 * @param resource the resource to which the command applies: {@code user}
 * @param payload the record to which the payload is bound
 * @param schema the JSON Schema (2020-12) of the payload
 */
public record CommandType(
        String key,
        String title,
        String description,
        String resource,
        Class<? extends Record> payload,
        JsonNode schema) {

    /** Returns whether the payload has a member of this name. */
    public boolean hasMember(String name) {
        return schema.path("properties").has(name);
    }

    /** Returns whether the command creates its aggregate. */
    public boolean isCreating() {
        return Creating.class.isAssignableFrom(payload);
    }
}
