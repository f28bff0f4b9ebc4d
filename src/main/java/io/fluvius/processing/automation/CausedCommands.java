package io.fluvius.processing.automation;

import io.fluvius.domain.CommandOptions;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import io.fluvius.domain.text.Identifiers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Sends the commands of an automation or a saga: each with an identifier that derives from the event, the aggregate, and the
 * number of the command among those to the aggregate. So a handler that receives its event again may find that fewer
 * aggregates are left to send to. Used by one thread.
 */
final class CausedCommands implements Commands {

    private final Commands commands;
    private final Causes causes;
    /** The number of commands by aggregate; those that create one are counted together. */
    private final Map<String, Integer> sent = new HashMap<>();

    CausedCommands(Commands commands, Causes causes) {
        this.commands = commands;
        this.causes = causes;
    }

    @Override
    public CommandResult send(Record command, UnaryOperator<CommandOptions> options) {
        return commands.send(command, caused("", options));
    }

    @Override
    public CommandResult send(Object aggregateId, Record command, UnaryOperator<CommandOptions> options) {
        return commands.send(aggregateId, command, caused(Identifiers.text(aggregateId) + "/", options));
    }

    private UnaryOperator<CommandOptions> caused(String aggregate, UnaryOperator<CommandOptions> options) {
        int number = sent.merge(aggregate, 1, Integer::sum) - 1;
        CommandOptions derived = causes.options(aggregate + number);
        return none -> options.apply(derived);
    }
}
