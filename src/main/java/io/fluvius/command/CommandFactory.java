package io.fluvius.command;

import io.fluvius.command.payload.PayloadBinder;
import io.fluvius.command.payload.PayloadSchemas;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;

/**
 * Creates commands from their name and payload. A payload that does not fit never reaches an aggregate. Safe for use by
 * many threads.
 */
public final class CommandFactory {

    private final CommandCatalogue commands;
    private final PayloadBinder binder;

    /**
     * Creates commands of these domains.
     *
     * @throws io.fluvius.problem.StartupRefusedException when two commands have the same key
     */
    public CommandFactory(DomainRegistry domains, Validator validator) {
        this.commands = new CommandCatalogue(domains.all(), new PayloadSchemas());
        this.binder = new PayloadBinder(validator);
    }

    /** The commands of a resource, ordered by key. */
    public List<CommandType> types(String resource) {
        return commands.of(resource);
    }

    /**
     * The command with that key.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_COMMAND}
     */
    public CommandType type(String key) {
        return commands.get(key);
    }

    /**
     * Creates a command.
     *
     * @param key the command's name: {@code create-user}
     * @param payload a {@code Map}, a record of the command's own type, or JSON as text
     * @param aggregate the aggregate that is to decide
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_COMMAND},
     *     {@link ProblemCode#INVALID_AGGREGATE} or {@link ProblemCode#INVALID_PAYLOAD}, the latter with every fault
     *     located below {@code /payload}
     */
    public Command create(String key, Object payload, AggregateRef aggregate) {
        CommandType type = commands.get(key);
        if (!aggregate.resource().equals(type.resource())) {
            throw Problem.of(ProblemCode.INVALID_AGGREGATE, "The command " + key + " acts on a " + type.resource())
                    .at("/aggregate/resource", "must be " + type.resource())
                    .asException();
        }
        return new Command(Identifiers.next(), key, aggregate, binder.bind(payload, type.payload()), null, Map.of());
    }

    /**
     * Creates a creating command for a new aggregate, whose identifier is generated.
     *
     * @throws io.fluvius.problem.ProblemException as above; {@link ProblemCode#INVALID_AGGREGATE} when the command is
     *     not a creating one
     */
    public Command create(String key, Object payload) {
        CommandType type = commands.get(key);
        if (!type.isCreating()) {
            throw Problem.of(ProblemCode.INVALID_AGGREGATE, "The command " + key + " needs the id of its aggregate")
                    .at("/aggregate/id", "is required")
                    .asException();
        }
        return create(key, payload, AggregateRef.of(type.resource(), Identifiers.next()));
    }
}
