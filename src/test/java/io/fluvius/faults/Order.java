package io.fluvius.faults;

import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command that a client wants to be done, under an identifier of the client's own. No order is ever quiet: one that
 * succeeds says at least one event.
 */
record Order(UUID id, String command, UUID user, Map<String, String> payload) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Order creation(UUID user, String email) {
        UUID id = UUID.randomUUID();
        return new Order(id, "create-user", user, Map.of("name", "Created by " + id, "email", email));
    }

    static Order renaming(UUID user) {
        UUID id = UUID.randomUUID();
        return new Order(id, "update-user", user, Map.of("name", "Renamed by " + id));
    }

    static Order moving(UUID user, String email) {
        UUID id = UUID.randomUUID();
        return new Order(id, "update-user", user, Map.of("name", "Moved by " + id, "email", email));
    }

    static Order deletion(UUID user) {
        UUID id = UUID.randomUUID();
        return new Order(id, "delete-user", user, Map.of("reason", "Deleted by " + id));
    }

    /** What only the events of this order say. */
    String reason() {
        return payload.getOrDefault("name", payload.getOrDefault("reason", ""));
    }

    String json() {
        return JSON.writeValueAsString(
                Map.of("id", id, "aggregate", Map.of("resource", "user", "id", user), "payload", payload));
    }
}
