package io.fluvius.command;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.command.payload.PayloadSchemas;
import io.fluvius.domain.record.Names;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.StartupRefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The commands of all domains by key, derived from their sealed command families. Immutable. */
final class CommandCatalogue {

    private final Map<String, CommandType> byKey = new TreeMap<>();

    /** Throws {@link StartupRefusedException} if two commands have the same key. */
    CommandCatalogue(Collection<RegisteredDomain> domains, PayloadSchemas schemas) {
        for (RegisteredDomain domain : domains) {
            for (Class<? extends Record> payload :
                    SealedFamily.members(domain.definition().commands())) {
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
    }

    /** Returns the commands of a resource, ordered by key. */
    List<CommandType> of(String resource) {
        return byKey.values().stream()
                .filter(command -> command.resource().equals(resource))
                .toList();
    }

    /** Returns the command with the given key. Throws {@link ProblemCode#UNKNOWN_COMMAND}. */
    CommandType get(String key) {
        return Optional.ofNullable(byKey.get(key))
                .orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_COMMAND, "No command has this name")
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
