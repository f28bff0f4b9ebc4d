package io.fluvius;

import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.command.CommandResponse;
import io.fluvius.command.CommandType;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.StateManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A domain as its callers use it: create commands by name, process them, read state. Safe for use by many threads. */
public final class Domain {

    private final RegisteredDomain registered;
    private final CommandFactory commands;
    private final CommandProcessor processor;
    private final StateManager state;

    Domain(RegisteredDomain registered, CommandFactory commands, CommandProcessor processor, StateManager state) {
        this.registered = registered;
        this.commands = commands;
        this.processor = processor;
        this.state = state;
    }

    /** What the domain is made of. */
    public DomainDefinition definition() {
        return registered.definition();
    }

    /** The domain's commands, ordered by key. */
    public List<CommandType> commands() {
        return commands.types(registered.name());
    }

    /**
     * The command with that key.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_COMMAND} when this domain has none
     */
    public CommandType command(String key) {
        CommandType type = commands.type(key);
        if (!type.resource().equals(registered.name())) {
            throw Problem.of(ProblemCode.UNKNOWN_COMMAND, "There is no such command of " + registered.name())
                    .asException();
        }
        return type;
    }

    /** The domain's view: its fields with their types and operators. */
    public ViewType<?> view() {
        return registered.view();
    }

    /**
     * Creates a command from its name and payload: {@link CommandFactory#create(String, Object, AggregateRef)}.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_COMMAND},
     *     {@link ProblemCode#INVALID_AGGREGATE} or {@link ProblemCode#INVALID_PAYLOAD}
     */
    public Command createCommand(String key, Object payload, AggregateRef aggregate) {
        return commands.create(command(key).key(), payload, aggregate);
    }

    /**
     * Creates a creating command for a new aggregate, whose identifier is generated.
     *
     * @throws io.fluvius.problem.ProblemException as above; {@link ProblemCode#INVALID_AGGREGATE} when the command is
     *     not a creating one
     */
    public Command createCommand(String key, Object payload) {
        return commands.create(command(key).key(), payload);
    }

    /** Processes one command: {@link CommandProcessor#submit}. */
    public CompletableFuture<CommandResponse> processCommand(Command command) {
        return processor.submit(command);
    }

    /** Processes commands. */
    public CommandProcessor commandProcessor() {
        return processor;
    }

    /** Reads state. */
    public StateManager state() {
        return state;
    }
}
