package io.fluvius;

import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.command.CommandResponse;
import io.fluvius.command.CommandType;
import io.fluvius.command.DryRun;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.StateManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A domain, as callers use it to create and process commands and to read state. Safe for use by many threads. */
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

    /** The definition of the domain. */
    public DomainDefinition definition() {
        return registered.definition();
    }

    /** The commands of the domain, ordered by key. */
    public List<CommandType> commands() {
        return commands.types(registered.name());
    }

    /**
     * Returns the command with a key.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_COMMAND} when this domain has no such
     *     command
     */
    public CommandType command(String key) {
        CommandType type = commands.type(key);
        if (!type.resource().equals(registered.name())) {
            throw Problem.of(ProblemCode.UNKNOWN_COMMAND, "The resource " + registered.name() + " has no such command")
                    .asException();
        }
        return type;
    }

    /** The view of the domain: its fields, with their types and operators. */
    public ViewType<?> view() {
        return registered.view();
    }

    /** The view of the domain, and then its further views. */
    public List<ViewType<?>> views() {
        return registered.views().stream()
                .<ViewType<?>>map(RegisteredView::type)
                .toList();
    }

    /**
     * Creates a command for an aggregate; see {@link CommandFactory#create(String, Object, AggregateRef)}.
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
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_COMMAND},
     *     {@link ProblemCode#INVALID_AGGREGATE} when the command does not create its aggregate, or
     *     {@link ProblemCode#INVALID_PAYLOAD}
     */
    public Command createCommand(String key, Object payload) {
        return commands.create(command(key).key(), payload);
    }

    /** Processes a command on the calling thread; see {@link CommandProcessor#execute}. */
    public CommandResponse executeCommand(Command command) {
        return processor.execute(command);
    }

    /** Processes a command; see {@link CommandProcessor#submit}. */
    public CompletableFuture<CommandResponse> processCommand(Command command) {
        return processor.submit(command);
    }

    /** Returns what a command would do, and writes nothing; see {@link CommandProcessor#dryRun}. */
    public DryRun dryRunCommand(Command command) {
        return processor.dryRun(command).join();
    }

    /** The processor of commands, which also processes several in their order. */
    public CommandProcessor commandProcessor() {
        return processor;
    }

    /** Reads the state of this and every other domain. */
    public StateManager state() {
        return state;
    }
}
