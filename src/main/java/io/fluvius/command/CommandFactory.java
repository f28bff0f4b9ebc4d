package io.fluvius.command;

import io.fluvius.command.payload.PayloadBinder;
import io.fluvius.command.payload.PayloadSchemas;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Creates commands from their name and payload, and validates the payload before it reaches an aggregate. Thread-safe.
 */
public final class CommandFactory {

    private final CommandCatalogue commands;
    private final PayloadBinder binder;
    private final CommandMeters meters;

    /**
     * Creates a factory for the commands of the given domains.
     *
     * @throws io.fluvius.problem.StartupRefusedException if two commands have the same key, or a payload cannot be bound
     */
    public CommandFactory(DomainRegistry domains, Validator validator) {
        this(domains, validator, new CommandMeters(new SimpleMeterRegistry()));
    }

    /** @param meters measures the commands that are refused */
    CommandFactory(DomainRegistry domains, Validator validator, CommandMeters meters) {
        this.commands = new CommandCatalogue(domains.all(), new PayloadSchemas(validator));
        this.binder = new PayloadBinder(validator);
        this.meters = meters;
    }

    private CommandFactory(CommandFactory other, CommandMeters meters) {
        this.commands = other.commands;
        this.binder = other.binder;
        this.meters = meters;
    }

    /** Returns a factory of the same commands that does not count those that it refuses; for dry runs. */
    public CommandFactory unmeasured() {
        return new CommandFactory(this, new CommandMeters(new SimpleMeterRegistry()));
    }

    /** Returns the commands of a resource, ordered by key. */
    public List<CommandType> types(String resource) {
        return commands.of(resource);
    }

    /**
     * Returns the command with the given key.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_COMMAND}
     */
    public CommandType type(String key) {
        return commands.get(key);
    }

    /** Returns the command with the given key, if there is one. */
    public Optional<CommandType> find(String key) {
        return commands.find(key);
    }

    /** Returns the command with the given payload, if there is one. */
    Optional<CommandType> find(Class<?> payload) {
        return commands.find(payload);
    }

    /** Returns the commands of all resources, ordered by key. */
    List<CommandType> types() {
        return commands.all();
    }

    /** Returns the command with the given payload. Throws {@link ProblemCode#UNKNOWN_COMMAND}. */
    CommandType type(Class<?> payload) {
        return commands.get(payload);
    }

    /**
     * Creates a command.
     *
     * @param key the command's name: {@code create-user}
     * @param payload a {@code Map}, an instance of the command's record, or JSON text
     * @param aggregate the aggregate that handles the command
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_COMMAND},
     *     {@link ProblemCode#INVALID_AGGREGATE} or {@link ProblemCode#INVALID_PAYLOAD}; the latter reports all faults
     *     with pointers below {@code /payload}
     */
    public Command create(String key, Object payload, AggregateRef aggregate) {
        return create(key, payload, aggregate, true);
    }

    private Command create(String key, Object payload, AggregateRef aggregate, boolean isChosen) {
        CommandType type = commands.get(key);
        long start = System.nanoTime();
        try {
            return create(type, payload, aggregate, isChosen);
        } catch (ProblemException refused) {
            meters.record(key, refused.problem(), start);
            throw refused;
        }
    }

    private Command create(CommandType type, Object payload, AggregateRef aggregate, boolean isChosen) {
        String key = type.key();
        if (!aggregate.resource().equals(type.resource())) {
            throw Problem.of(
                            ProblemCode.INVALID_AGGREGATE,
                            "The command " + key + " applies to the resource " + type.resource())
                    .at("/aggregate/resource", "must be " + type.resource())
                    .asException();
        }
        return new Command(
                Identifiers.next(), key, aggregate, isChosen, binder.bind(payload, type.payload()), null, Map.of());
    }

    /**
     * Creates a creating command for a new aggregate with a generated identifier.
     *
     * @throws io.fluvius.problem.ProblemException as above, and with {@link ProblemCode#INVALID_AGGREGATE} if the command
     *     is not a creating one
     */
    public Command create(String key, Object payload) {
        return createFor(key, payload, Identifiers.next());
    }

    /** Creates a creating command for a new aggregate with an identifier that was generated before. */
    Command createFor(String key, Object payload, UUID generated) {
        CommandType type = commands.get(key);
        if (!type.isCreating()) {
            throw Problem.of(ProblemCode.INVALID_AGGREGATE, "The command " + key + " requires the id of an aggregate")
                    .at("/aggregate/id", "is required")
                    .asException();
        }
        return create(key, payload, AggregateRef.of(type.resource(), generated), false);
    }
}
