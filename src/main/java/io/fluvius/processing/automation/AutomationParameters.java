package io.fluvius.processing.automation;

import io.fluvius.domain.Automation;
import io.fluvius.domain.Commands;
import io.fluvius.domain.IdempotencyKey;
import io.fluvius.domain.Position;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.query.StateManager;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.common.annotation.AnnotationUtils;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.Scope;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the parameters of the event handlers of automations and sagas that derive from the event. Other event handlers
 * cannot have them, because they may be replayed. Safe for use by many threads.
 */
final class AutomationParameters implements ParameterResolverFactory {

    /** How long a read waits for the event: longer than a request, because no caller waits for an automation. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Supplier<Commands> commands;
    private final Supplier<StateManager> state;

    /** The parameters are looked up for each event, because Axon creates the resolvers before the gateways exist. */
    AutomationParameters(Supplier<Commands> commands, Supplier<StateManager> state) {
        this.commands = commands;
        this.state = state;
    }

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable handler, Parameter[] parameters, int index) {
        Class<?> type = parameters[index].getType();
        if (!handlesEvents(handler)) {
            return null;
        }
        if (type == StateManager.class) {
            return new StateResolver();
        }
        if (type != Commands.class && type != IdempotencyKey.class) {
            return null;
        }
        Function<EventMessage<?>, Causes> causes = causes(handler.getDeclaringClass(), type);
        return type == Commands.class
                ? new Resolver<>(causes, cause -> new CausedCommands(commands.get(), cause))
                : new Resolver<>(causes, cause -> new IdempotencyKey(cause.derivedId("key")));
    }

    private static Function<EventMessage<?>, Causes> causes(Class<?> handling, Class<?> parameter) {
        Automation automation = handling.getAnnotation(Automation.class);
        if (automation != null) {
            return event -> new Causes(automation.value(), event, true);
        }
        if (handling.isAnnotationPresent(Saga.class)) {
            return event -> new Causes(currentSaga(), event, false);
        }
        throw new StartupRefusedException(
                handling.getName() + " has an event handler with the parameter " + parameter.getSimpleName()
                        + ", but its events may be delivered again in a replay.",
                "Annotate the class with @Automation.");
    }

    private static String currentSaga() {
        SagaScopeDescriptor saga = (SagaScopeDescriptor) Scope.describeCurrentScope();
        return saga.getType() + "/" + saga.getIdentifier();
    }

    private static boolean handlesEvents(Executable handler) {
        return AnnotationUtils.isAnnotationPresent(handler, EventHandler.class)
                || AnnotationUtils.isAnnotationPresent(handler, DeadlineHandler.class)
                        && handler.getDeclaringClass().isAnnotationPresent(Saga.class);
    }

    /** Resolves state that includes the event. */
    private final class StateResolver implements ParameterResolver<StateManager> {

        @Override
        public StateManager resolveParameterValue(Message<?> message) {
            return message instanceof TrackedEventMessage<?> event
                    ? state.get().after(Position.of(event.trackingToken()), MAX_WAIT)
                    : state.get();
        }

        @Override
        public boolean matches(Message<?> message) {
            return message instanceof EventMessage<?>;
        }
    }

    private record Resolver<P>(Function<EventMessage<?>, Causes> causes, Function<Causes, P> parameter)
            implements ParameterResolver<P> {

        @Override
        public P resolveParameterValue(Message<?> message) {
            return parameter.apply(causes.apply((EventMessage<?>) message));
        }

        @Override
        public boolean matches(Message<?> message) {
            return message instanceof EventMessage<?>;
        }
    }
}
