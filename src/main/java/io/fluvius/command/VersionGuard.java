package io.fluvius.command;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.Set;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * Intercepts the command handlers of loaded aggregates: records the aggregate's version, and rejects a command that
 * expects a different version before its handler runs.
 */
final class VersionGuard implements HandlerEnhancerDefinition {

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> handler) {
        return handler.canHandleMessageType(CommandMessage.class) ? new GuardedHandler<>(handler) : handler;
    }

    private static final class GuardedHandler<T> extends WrappedMessageHandlingMember<T> {

        GuardedHandler(MessageHandlingMember<T> handler) {
            super(handler);
        }

        @Override
        public Object handle(Message<?> message, @Nullable T aggregate) throws Exception {
            if (aggregate != null && message instanceof PreparedCommand command) {
                check(command, AggregateLifecycle.getVersion());
            }
            return super.handle(message, aggregate);
        }

        private static void check(PreparedCommand command, long actual) {
            Set<Long> expected = command.command().expectedVersions();
            if (expected != null && !expected.contains(actual)) {
                throw Problem.of(ProblemCode.VERSION_MISMATCH, "The aggregate has version " + actual)
                        .with("actual", actual)
                        .asException();
            }
            CommandEvents.of(command.getIdentifier()).ifPresent(events -> events.startAt(actual));
        }
    }
}
