package io.fluvius.processing.automation;

import io.fluvius.domain.Automation;
import io.fluvius.domain.Commands;
import io.fluvius.domain.IdempotencyKey;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.common.annotation.AnnotationUtils;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the parameters of the event handlers of automations that derive from the event. Other event handlers cannot have
 * them, because they may be replayed. Safe for use by many threads.
 */
final class AutomationParameters implements ParameterResolverFactory {

    private final Supplier<Commands> commands;

    /** @param commands looked up for each event, because Axon creates the resolvers before the command gateway exists */
    AutomationParameters(Supplier<Commands> commands) {
        this.commands = commands;
    }

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable handler, Parameter[] parameters, int index) {
        Class<?> type = parameters[index].getType();
        if (!isEventHandler(handler) || type != Commands.class && type != IdempotencyKey.class) {
            return null;
        }
        Automation automation = handler.getDeclaringClass().getAnnotation(Automation.class);
        if (automation == null) {
            throw new IllegalStateException(
                    handler.getDeclaringClass().getName() + " has an event handler with the parameter "
                            + type.getSimpleName() + " and so must be annotated with @Automation");
        }
        return type == Commands.class
                ? new Resolver<>(automation.value(), causes -> new CausedCommands(commands.get(), causes))
                : new Resolver<>(automation.value(), causes -> new IdempotencyKey(causes.derivedId("key")));
    }

    private static boolean isEventHandler(Executable handler) {
        return AnnotationUtils.isAnnotationPresent(handler, EventHandler.class)
                && !AnnotationUtils.isAnnotationPresent(handler, SagaEventHandler.class);
    }

    private record Resolver<P>(String automation, Function<Causes, P> parameter) implements ParameterResolver<P> {

        @Override
        public P resolveParameterValue(Message<?> message) {
            return parameter.apply(new Causes(automation, (EventMessage<?>) message));
        }

        @Override
        public boolean matches(Message<?> message) {
            return message instanceof EventMessage<?>;
        }
    }
}
