package io.fluvius.kernel.command;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.kernel.CommandType;
import io.fluvius.kernel.DomainDefinition;
import io.fluvius.kernel.Names;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.SealedFamily;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The commands of one domain, read off its sealed family. */
final class CommandCatalogue {

    private final Map<String, CommandType> byKey = new TreeMap<>();

    /** Throws {@link IllegalArgumentException} when two commands have the same key. */
    CommandCatalogue(DomainDefinition domain, PayloadSchemas schemas) {
        for (Class<? extends Record> payload : SealedFamily.members(domain.commands())) {
            String key = Names.kebab(payload);
            if (byKey.put(key, describe(key, payload, domain.name(), schemas)) != null) {
                throw new IllegalArgumentException(domain.commands().getName() + " has two commands " + key);
            }
        }
    }

    Collection<CommandType> all() {
        return byKey.values();
    }

    /** The command with that key. Throws {@link ProblemCode#UNKNOWN_COMMAND}. */
    CommandType get(String key) {
        return Optional.ofNullable(byKey.get(key))
                .orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_COMMAND, "There is no such command here")
                        .asException());
    }

    private static CommandType describe(
            String key, Class<? extends Record> payload, String resource, PayloadSchemas schemas) {
        JsonClassDescription description = payload.getAnnotation(JsonClassDescription.class);
        return new CommandType(
                key,
                Names.title(payload),
                description == null ? "" : description.value(),
                resource,
                payload,
                schemas.schemaOf(payload));
    }
}
