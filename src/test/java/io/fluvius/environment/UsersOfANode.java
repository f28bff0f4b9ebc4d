package io.fluvius.environment;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import java.util.Map;
import java.util.UUID;

/** Sends commands on users to one node. */
public record UsersOfANode(Domain users) {

    public static UsersOfANode of(Domains domains) {
        return new UsersOfANode(domains.named("user"));
    }

    public AggregateRef create() {
        return AggregateRef.of("user", created().aggregate().id());
    }

    public CommandResponse created() {
        return run(users.createCommand("create-user", Map.of("name", "Ann", "email", freshEmail())))
                .orThrow();
    }

    public Command command(String key, Map<String, ?> payload, AggregateRef user) {
        return users.createCommand(key, payload, user);
    }

    public CommandResponse run(Command command) {
        return users.processCommand(command).join();
    }

    public CommandResponse run(String key, Map<String, ?> payload, AggregateRef user) {
        return run(command(key, payload, user));
    }

    public CommandResponse run(String key, AggregateRef user) {
        return run(key, Map.of(), user);
    }

    public static String freshEmail() {
        return UUID.randomUUID() + "@example.com";
    }
}
