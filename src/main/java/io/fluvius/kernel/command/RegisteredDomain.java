package io.fluvius.kernel.command;

import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.Command;
import io.fluvius.kernel.CommandProcessor;
import io.fluvius.kernel.CommandResponse;
import io.fluvius.kernel.CommandType;
import io.fluvius.kernel.Domain;
import io.fluvius.kernel.DomainDefinition;
import io.fluvius.kernel.Identifiers;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.StateManager;
import io.fluvius.kernel.ViewType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A domain with its catalogue. Processor and state are looked up when first used, for they know all domains. */
final class RegisteredDomain implements Domain {

    private final DomainDefinition definition;
    private final CommandCatalogue commands;
    private final ViewType<?> view;
    private final PayloadBinder binder;
    private final Supplier<CommandProcessor> processor;
    private final Supplier<StateManager> state;

    RegisteredDomain(
            DomainDefinition definition,
            PayloadSchemas schemas,
            PayloadBinder binder,
            Supplier<CommandProcessor> processor,
            Supplier<StateManager> state) {
        this.definition = definition;
        this.commands = new CommandCatalogue(definition, schemas);
        this.view = ViewType.of(definition.name(), definition.view());
        this.binder = binder;
        this.processor = processor;
        this.state = state;
    }

    @Override
    public DomainDefinition definition() {
        return definition;
    }

    @Override
    public List<CommandType> commands() {
        return List.copyOf(commands.all());
    }

    @Override
    public CommandType command(String key) {
        return commands.get(key);
    }

    @Override
    public ViewType<?> view() {
        return view;
    }

    @Override
    public Command createCommand(String key, Object payload, AggregateRef aggregate) {
        CommandType type = commands.get(key);
        if (!aggregate.resource().equals(type.resource())) {
            throw Problem.of(ProblemCode.INVALID_AGGREGATE, "The command " + key + " acts on a " + type.resource())
                    .at("/aggregate/resource", "must be " + type.resource())
                    .asException();
        }
        return new Command(Identifiers.next(), key, aggregate, binder.bind(payload, type.payload()), null, Map.of());
    }

    @Override
    public Command createCommand(String key, Object payload) {
        CommandType type = commands.get(key);
        if (!type.creating()) {
            throw Problem.of(ProblemCode.INVALID_AGGREGATE, "The command " + key + " needs the id of its aggregate")
                    .at("/aggregate/id", "is required")
                    .asException();
        }
        return createCommand(key, payload, AggregateRef.of(type.resource(), Identifiers.next()));
    }

    @Override
    public CompletableFuture<CommandResponse> processCommand(Command command) {
        return commandProcessor().submit(command);
    }

    @Override
    public CommandProcessor commandProcessor() {
        return processor.get();
    }

    @Override
    public StateManager state() {
        return state.get();
    }
}
