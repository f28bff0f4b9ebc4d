package io.fluvius.processing.automation;

import io.fluvius.domain.CommandOptions;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import java.util.function.UnaryOperator;

/** Sends the commands of an automation or a saga: each with an identifier that derives from the event. Used by one thread. */
final class CausedCommands implements Commands {

    private final Commands commands;
    private final Causes causes;
    private int sent;

    CausedCommands(Commands commands, Causes causes) {
        this.commands = commands;
        this.causes = causes;
    }

    @Override
    public CommandResult send(Record command, UnaryOperator<CommandOptions> options) {
        return commands.send(command, caused(options));
    }

    @Override
    public CommandResult send(Object aggregateId, Record command, UnaryOperator<CommandOptions> options) {
        return commands.send(aggregateId, command, caused(options));
    }

    private UnaryOperator<CommandOptions> caused(UnaryOperator<CommandOptions> options) {
        CommandOptions derived = causes.options(sent++);
        return none -> options.apply(derived);
    }
}
