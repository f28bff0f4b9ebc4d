package io.fluvius.faults;

import io.fluvius.domain.AggregateRef;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A command with an id that the client chooses. Each command on a user that succeeds appends at least one event. */
record LoadCommand(UUID id, String command, AggregateRef aggregate, Map<String, ?> payload) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static LoadCommand creation(UUID user, String email) {
        UUID id = UUID.randomUUID();
        return on(user, id, "create-user", Map.of("name", "Created by " + id, "email", email));
    }

    static LoadCommand renaming(UUID user) {
        UUID id = UUID.randomUUID();
        return on(user, id, "update-user", Map.of("name", "Renamed by " + id));
    }

    static LoadCommand moving(UUID user, String email) {
        UUID id = UUID.randomUUID();
        return on(user, id, "update-user", Map.of("name", "Moved by " + id, "email", email));
    }

    static LoadCommand deletion(UUID user) {
        UUID id = UUID.randomUUID();
        return on(user, id, "delete-user", Map.of("reason", "Deleted by " + id));
    }

    UUID user() {
        return aggregate.id();
    }

    /** A text that occurs in the events of this command only. */
    String uniqueText() {
        return String.valueOf(payload.get(payload.containsKey("name") ? "name" : "reason"));
    }

    String json() {
        return JSON.writeValueAsString(Map.of("id", id, "aggregate", aggregate, "payload", payload));
    }

    private static LoadCommand on(UUID user, UUID id, String command, Map<String, String> payload) {
        return new LoadCommand(id, command, AggregateRef.of("user", user), payload);
    }
}
