package io.fluvius.kernel;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A domain as its callers use it: create commands by name, process them, read state. Safe for use by many threads. */
public interface Domain {

    /** What the domain is made of. */
    DomainDefinition definition();

    /** The domain's commands, by their keys' order. */
    List<CommandType> commands();

    /**
     * The command with that key.
     *
     * @throws ProblemException with {@link ProblemCode#UNKNOWN_COMMAND}
     */
    CommandType command(String key);

    /** What can be asked of the domain's view: its fields, their types and operators. */
    ViewType<?> view();

    /**
     * Makes a command from its name and payload. A payload that does not fit never reaches an aggregate.
     *
     * @param key the command's name: {@code create-user}
     * @param payload a {@code Map}, a record of the command's own type, or JSON as text
     * @param aggregate the aggregate that is to decide
     * @throws ProblemException with {@link ProblemCode#UNKNOWN_COMMAND}, {@link ProblemCode#INVALID_AGGREGATE} or
     *     {@link ProblemCode#INVALID_PAYLOAD}, the latter with every fault located below {@code /payload}
     */
    Command createCommand(String key, Object payload, AggregateRef aggregate);

    /**
     * Makes a creating command for a new aggregate, whose identifier is generated.
     *
     * @throws ProblemException as above; {@link ProblemCode#INVALID_AGGREGATE} when the command creates nothing
     */
    Command createCommand(String key, Object payload);

    /** Runs one command: {@link CommandProcessor#submit}. */
    CompletableFuture<CommandResponse> processCommand(Command command);

    /** Where commands run. */
    CommandProcessor commandProcessor();

    /** Where state is read. */
    StateManager state();
}
