package io.fluvius.command;

import static io.fluvius.command.Command.ACTOR;
import static io.fluvius.command.Command.CAUSATION_ID;
import static io.fluvius.command.Command.COMMAND_ID;
import static io.fluvius.command.Command.CORRELATION_ID;

import io.fluvius.domain.Automation;
import io.fluvius.domain.Tenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * Adds the identifiers of the causing message and of the first message in the chain, the actor, the tenant, and the
 * automations of the chain to the messages that it causes.
 */
final class CorrelationProvider implements CorrelationDataProvider {

    private static final List<String> PASSED_ON = List.of(ACTOR, Automation.CHAIN, Tenant.KEY);

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        Object first = message.getMetaData().getOrDefault(CORRELATION_ID, message.getIdentifier());
        Map<String, Object> chain = new HashMap<>();
        chain.put(CORRELATION_ID, first);
        for (String key : PASSED_ON) {
            if (message.getMetaData().containsKey(key)) {
                chain.put(key, message.getMetaData().get(key));
            }
        }
        if (message instanceof CommandMessage<?>) {
            chain.put(COMMAND_ID, message.getIdentifier());
        }
        chain.put(CAUSATION_ID, causeOf(message));
        return chain;
    }

    /** Commands and deadlines are not kept, so they pass on the message that caused them. */
    private static Object causeOf(Message<?> message) {
        boolean isKept = message instanceof EventMessage<?> && !(message instanceof DeadlineMessage<?>);
        return isKept
                ? message.getIdentifier()
                : message.getMetaData().getOrDefault(CAUSATION_ID, message.getIdentifier());
    }
}
