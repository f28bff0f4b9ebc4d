package io.fluvius.command;

import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.common.Priority;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;

/**
 * Gives the handler of a command the command's key as its name, such as {@code create-user}, unless its annotation names
 * another one. Axon's own name is that of the class. Runs before Axon reads the annotation.
 */
@Priority(Priority.FIRST)
@SuppressWarnings("deprecation") // Axon itself reads the annotation by the deprecated method only
final class CommandNames implements HandlerEnhancerDefinition {

    /** The attribute of {@link CommandHandler} with the name; empty if the name is not given. */
    private static final String NAME = "commandName";

    private final Function<Class<?>, Optional<CommandType>> commands;

    /** @param commands finds the command with a payload; called when a handler is found */
    CommandNames(Function<Class<?>, Optional<CommandType>> commands) {
        this.commands = commands;
    }

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> handler) {
        return handler.annotationAttributes(CommandHandler.class)
                .filter(attributes -> "".equals(attributes.get(NAME)))
                .flatMap(attributes -> commands.apply(handler.payloadType()))
                .<MessageHandlingMember<T>>map(command -> new NamedHandler<>(handler, command.key()))
                .orElse(handler);
    }

    private static final class NamedHandler<T> extends WrappedMessageHandlingMember<T> {

        private final String name;

        NamedHandler(MessageHandlingMember<T> handler, String name) {
            super(handler);
            this.name = name;
        }

        @Override
        public Optional<Map<String, Object>> annotationAttributes(Class<? extends Annotation> type) {
            return super.annotationAttributes(type).map(attributes -> {
                Map<String, Object> named = new HashMap<>(attributes);
                named.computeIfPresent(NAME, (attribute, none) -> name);
                return named;
            });
        }
    }
}
