package io.fluvius.command;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.command.payload.PayloadSchemas;
import io.fluvius.command.payload.PayloadTypes;
import io.fluvius.domain.record.Names;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.problem.Suggestion;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The commands of all domains by key, derived from their sealed command families. Immutable. */
final class CommandCatalogue {

    private final Map<String, CommandType> byKey = new TreeMap<>();
    private final Map<Class<?>, CommandType> byPayload = new HashMap<>();

    /** Throws {@link StartupRefusedException} if two commands have the same key, or a payload cannot be bound. */
    CommandCatalogue(Collection<RegisteredDomain> domains, PayloadSchemas schemas) {
        PayloadTypes types = new PayloadTypes();
        for (RegisteredDomain domain : domains) {
            for (Class<? extends Record> payload :
                    SealedFamily.members(domain.definition().commands())) {
                types.verify(payload);
                add(describe(payload, domain.name(), schemas));
            }
        }
    }

    private void add(CommandType command) {
        CommandType other = byKey.putIfAbsent(command.key(), command);
        if (other != null) {
            throw new StartupRefusedException(
                    "Two classes declare the command " + command.key() + ": "
                            + other.payload().getName() + " and "
                            + command.payload().getName() + ".",
                    "Rename one of the classes.");
        }
        byPayload.put(command.payload(), command);
    }

    /** Returns every command, ordered by key. */
    List<CommandType> all() {
        return List.copyOf(byKey.values());
    }

    /** Returns the commands of a resource, ordered by key. */
    List<CommandType> of(String resource) {
        return byKey.values().stream()
                .filter(command -> command.resource().equals(resource))
                .toList();
    }

    /** Returns the command with the given key, if there is one. */
    Optional<CommandType> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Returns the command with the given key. Throws {@link ProblemCode#UNKNOWN_COMMAND}. */
    CommandType get(String key) {
        return find(key)
                .orElseThrow(() -> Problem.of(
                                ProblemCode.UNKNOWN_COMMAND,
                                "No command has this name" + Suggestion.of(key, byKey.keySet()))
                        .asException());
    }

    /** Returns the command with the given payload, if there is one. */
    Optional<CommandType> find(Class<?> payload) {
        return Optional.ofNullable(byPayload.get(payload));
    }

    /** Returns the command with the given payload. Throws {@link ProblemCode#UNKNOWN_COMMAND}. */
    CommandType get(Class<?> payload) {
        return find(payload)
                .orElseThrow(() -> Problem.of(
                                ProblemCode.UNKNOWN_COMMAND,
                                "The payload belongs to no command family: " + payload.getSimpleName())
                        .asException());
    }

    private static CommandType describe(Class<? extends Record> payload, String resource, PayloadSchemas schemas) {
        JsonClassDescription description = payload.getAnnotation(JsonClassDescription.class);
        return new CommandType(
                Names.kebab(payload),
                Names.title(payload),
                description == null ? "" : description.value(),
                resource,
                payload,
                schemas.schemaOf(payload));
    }
}
