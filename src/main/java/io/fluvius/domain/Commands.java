package io.fluvius.domain;

import io.fluvius.problem.ProblemException;
import java.util.function.UnaryOperator;

/**
 * Sends commands. Each method returns when the outcome is durable. A service in Java uses the bean of this type; an event
 * handler of an {@link Automation} declares a parameter of it, and receives an instance that is bound to the event.
 *
 * <p>A command that loses a race against another command is decided again, unless it expects a version. A command that was
 * sent before under the same identifier does not run again: its first outcome is returned or thrown.
 *
 * <p>Every method throws a {@link ProblemException} if the command is not valid or fails. Safe for use by many threads; the
 * instance of an automation belongs to the thread of the event handler.
 */
public interface Commands {

    /**
     * Sends a creating command for a new aggregate, whose identifier is generated.
     *
     * @param command a record of a command family that is {@link Creating}
     */
    default CommandResult send(Record command) {
        return send(command, UnaryOperator.identity());
    }

    /** Sends a creating command for a new aggregate, whose identifier is generated, with options. */
    CommandResult send(Record command, UnaryOperator<CommandOptions> options);

    /**
     * Sends a command to an aggregate.
     *
     * @param aggregateId a {@link java.util.UUID}, a record around one, or its text
     * @param command a record of a command family
     */
    default CommandResult send(Object aggregateId, Record command) {
        return send(aggregateId, command, UnaryOperator.identity());
    }

    /** Sends a command to an aggregate with options: {@code commands.send(id, new LockUser(reason), it -> it.onVersion(3))}. */
    CommandResult send(Object aggregateId, Record command, UnaryOperator<CommandOptions> options);
}
