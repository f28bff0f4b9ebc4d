package io.fluvius.command;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.CommandOptions;
import io.fluvius.domain.text.Identifiers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;

/**
 * Command messages for Axon's {@link CommandGateway}, which carry the identifier of the aggregate as metadata:
 * {@code gateway.sendAndWait(CommandTo.aggregate(userId, new LockUser(reason)))}. A creating command for a new aggregate
 * needs no message: {@code gateway.sendAndWait(new CreateUser(name, email))}.
 */
public final class CommandTo {

    private CommandTo() {}

    /**
     * Returns the message of a command to an aggregate.
     *
     * @param aggregateId a {@link UUID}, a record around one, or its text
     */
    public static <C extends Record> CommandMessage<C> aggregate(Object aggregateId, C command) {
        return aggregate(aggregateId, command, UnaryOperator.identity());
    }

    /** Returns the message of a command to an aggregate, with options. */
    public static <C extends Record> CommandMessage<C> aggregate(
            Object aggregateId, C command, UnaryOperator<CommandOptions> options) {
        return message(aggregateId, command, options);
    }

    /** Returns the message of a creating command for a new aggregate, with options. */
    public static <C extends Record> CommandMessage<C> newAggregate(C command, UnaryOperator<CommandOptions> options) {
        return message(null, command, options);
    }

    private static <C extends Record> CommandMessage<C> message(
            @Nullable Object aggregateId, C command, UnaryOperator<CommandOptions> options) {
        CommandOptions chosen = options.apply(CommandOptions.NONE);
        Map<String, Object> metadata = new HashMap<>(chosen.metadata());
        if (aggregateId != null) {
            metadata.put(AggregateId.KEY, Identifiers.text(aggregateId));
        }
        if (chosen.expectedVersion() != null) {
            metadata.put(
                    PreparedCommand.EXPECTED_VERSION, chosen.expectedVersion().toString());
        }
        UUID id = chosen.id() == null ? Identifiers.next() : chosen.id();
        return new GenericCommandMessage<>(
                new GenericMessage<>(id.toString(), command, metadata),
                command.getClass().getName());
    }
}
