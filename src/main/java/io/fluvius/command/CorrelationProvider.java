package io.fluvius.command;

import static io.fluvius.command.Command.CAUSATION_ID;
import static io.fluvius.command.Command.COMMAND_ID;
import static io.fluvius.command.Command.CORRELATION_ID;

import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/** Carries from a message to those that it leads to: which one it was, and with which one the whole chain began. */
final class CorrelationProvider implements CorrelationDataProvider {

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        Object first = message.getMetaData().getOrDefault(CORRELATION_ID, message.getIdentifier());
        Map<String, Object> chain = Map.of(CORRELATION_ID, first, CAUSATION_ID, message.getIdentifier());
        return message instanceof CommandMessage<?> command ? withCommand(chain, command) : chain;
    }

    private static Map<String, Object> withCommand(Map<String, Object> chain, CommandMessage<?> command) {
        Map<String, Object> more = new java.util.HashMap<>(chain);
        more.put(COMMAND_ID, command.getIdentifier());
        return more;
    }
}
