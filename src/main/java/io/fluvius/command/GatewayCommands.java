package io.fluvius.command;

import io.fluvius.domain.CommandOptions;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import java.util.function.UnaryOperator;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Sends commands through Axon's {@link CommandGateway}. Safe for use by many threads. */
final class GatewayCommands implements Commands {

    private final CommandGateway gateway;

    GatewayCommands(CommandGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public CommandResult send(Record command, UnaryOperator<CommandOptions> options) {
        return gateway.sendAndWait(CommandTo.newAggregate(command, options));
    }

    @Override
    public CommandResult send(Object aggregateId, Record command, UnaryOperator<CommandOptions> options) {
        return gateway.sendAndWait(CommandTo.aggregate(aggregateId, command, options));
    }
}
