package io.fluvius.command;

import io.fluvius.problem.StartupRefusedException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses to start when a command has no handler, or a handler handles a payload that is not a command of a domain. */
final class CommandHandlerCheck {

    private CommandHandlerCheck() {}

    /**
     * Compares the commands with the handlers.
     *
     * @param handled the names under which handlers were subscribed: the keys of commands, or the names of other classes
     * @throws StartupRefusedException if they differ
     */
    static void verify(CommandFactory commands, Set<String> handled) {
        Set<String> known = commands.types().stream().map(CommandType::key).collect(Collectors.toSet());
        Set<String> unhandled = commands.types().stream()
                .filter(type -> !handled.contains(type.key()))
                .map(type -> type.payload().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unhandled.isEmpty()) {
            throw new StartupRefusedException(
                    "No handler handles the command " + String.join(", ", unhandled) + ".",
                    "Add a method with @CommandHandler to the aggregate, or remove the record from the family of commands.");
        }
        Set<String> unknown = new TreeSet<>(handled);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new StartupRefusedException(
                    "A handler handles " + String.join(", ", unknown) + ", which belongs to no family of commands.",
                    "Add the record to the sealed interface of the commands of its domain.");
        }
    }
}
