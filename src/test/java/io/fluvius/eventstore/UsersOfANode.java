package io.fluvius.eventstore;

import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.Command;
import io.fluvius.kernel.CommandResponse;
import io.fluvius.kernel.Domain;
import io.fluvius.kernel.Domains;
import java.util.Map;
import java.util.UUID;

/** Users as one node handles their commands. */
record UsersOfANode(Domain users) {

    static UsersOfANode of(Domains domains) {
        return new UsersOfANode(domains.named("user"));
    }

    AggregateRef create() {
        return AggregateRef.of("user", created().aggregate().id());
    }

    private CommandResponse created() {
        return run(users.createCommand("create-user", Map.of("name", "Ann", "email", freshEmail())))
                .orThrow();
    }

    Command command(String key, Map<String, ?> payload, AggregateRef user) {
        return users.createCommand(key, payload, user);
    }

    CommandResponse run(Command command) {
        return users.processCommand(command).join();
    }

    CommandResponse run(String key, Map<String, ?> payload, AggregateRef user) {
        return run(command(key, payload, user));
    }

    CommandResponse run(String key, AggregateRef user) {
        return run(key, Map.of(), user);
    }

    static String freshEmail() {
        return UUID.randomUUID() + "@example.com";
    }
}
