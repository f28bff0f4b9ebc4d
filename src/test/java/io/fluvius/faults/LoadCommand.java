package io.fluvius.faults;

import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A command with an id that the client chooses. Each command that succeeds appends at least one event. */
record LoadCommand(UUID id, String command, UUID user, Map<String, String> payload) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static LoadCommand creation(UUID user, String email) {
        UUID id = UUID.randomUUID();
        return new LoadCommand(id, "create-user", user, Map.of("name", "Created by " + id, "email", email));
    }

    static LoadCommand renaming(UUID user) {
        UUID id = UUID.randomUUID();
        return new LoadCommand(id, "update-user", user, Map.of("name", "Renamed by " + id));
    }

    static LoadCommand moving(UUID user, String email) {
        UUID id = UUID.randomUUID();
        return new LoadCommand(id, "update-user", user, Map.of("name", "Moved by " + id, "email", email));
    }

    static LoadCommand deletion(UUID user) {
        UUID id = UUID.randomUUID();
        return new LoadCommand(id, "delete-user", user, Map.of("reason", "Deleted by " + id));
    }

    /** A text that occurs in the events of this command only. */
    String uniqueText() {
        return payload.getOrDefault("name", payload.getOrDefault("reason", ""));
    }

    String json() {
        return JSON.writeValueAsString(
                Map.of("id", id, "aggregate", Map.of("resource", "user", "id", user), "payload", payload));
    }
}
