package io.fluvius.command;

import static io.fluvius.command.Command.CAUSATION_ID;
import static io.fluvius.command.Command.COMMAND_ID;
import static io.fluvius.command.Command.CORRELATION_ID;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/** Adds the identifiers of the causing message and of the first message in the chain to the messages that it causes. */
final class CorrelationProvider implements CorrelationDataProvider {

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        Object first = message.getMetaData().getOrDefault(CORRELATION_ID, message.getIdentifier());
        Map<String, Object> chain = Map.of(CORRELATION_ID, first, CAUSATION_ID, message.getIdentifier());
        return message instanceof CommandMessage<?> command ? withCommand(chain, command) : chain;
    }

    private static Map<String, Object> withCommand(Map<String, Object> chain, CommandMessage<?> command) {
        Map<String, Object> all = new HashMap<>(chain);
        all.put(COMMAND_ID, command.getIdentifier());
        return all;
    }
}
