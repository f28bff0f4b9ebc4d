package io.fluvius.command;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Caller;
import io.fluvius.domain.AggregateId;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Tenant;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Refuses commands that the caller of the present thread may not send, on the node of the sender, and adds the name of the caller
 * to the others as their {@link Command#ACTOR}. A sender cannot name another actor. Safe for use by many threads.
 */
final class CommandAuthorization implements MessageDispatchInterceptor<CommandMessage<?>> {

    private final AccessPolicy access;
    private final CommandFactory commands;

    CommandAuthorization(AccessPolicy access, CommandFactory commands) {
        this.access = access;
        this.commands = commands;
    }

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
            List<? extends CommandMessage<?>> messages) {
        return (index, message) -> inTenant(access.isOpen() ? message : authorized(message));
    }

    private CommandMessage<?> authorized(CommandMessage<?> message) {
        // the bus knows the application by the message that it handles, whose actor the command has
        Caller caller = access.caller();
        if (caller.isApplication()) {
            return message;
        }
        access.requireCommand(message.getPayloadType(), aggregate(message));
        Object actor = message.getMetaData().get(Command.ACTOR);
        if (actor != null && !actor.equals(caller.name())) {
            throw access.refuse("act for " + actor, "The metadata names another actor than the caller");
        }
        return message.andMetaData(Map.of(Command.ACTOR, caller.name()));
    }

    /**
     * Adds the tenant in which the caller acts, unless the message names one in which it may act. What a message causes belongs to its
     * tenant.
     */
    private CommandMessage<?> inTenant(CommandMessage<?> message) {
        Object named = message.getMetaData().get(Tenant.KEY);
        if (named != null) {
            Tenant tenant = Tenant.find(named.toString())
                    .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The metadata name no tenant")
                            .asException());
            access.requireTenant(tenant);
            return message;
        }
        return access.hasTenants()
                ? message.andMetaData(Map.of(Tenant.KEY, access.tenant().name()))
                : message;
    }

    /** The aggregate that the message names; null if its identifier is to be generated. */
    private @Nullable AggregateRef aggregate(CommandMessage<?> message) {
        if (message instanceof PreparedCommand prepared) {
            return prepared.command().aggregate();
        }
        Object id = message.getMetaData().get(AggregateId.KEY);
        return id == null
                ? null
                : commands.find(message.getPayloadType())
                        .map(type -> AggregateRef.of(type.resource(), id.toString()))
                        .orElse(null);
    }
}
