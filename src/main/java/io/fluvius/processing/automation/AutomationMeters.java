package io.fluvius.processing.automation;

import io.fluvius.domain.Automation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;
import org.jspecify.annotations.Nullable;

/** Measures every attempt of an automation to handle an event: {@code fluvius.automations}. */
final class AutomationMeters implements HandlerEnhancerDefinition {

    private final MeterRegistry registry;

    AutomationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> handler) {
        Automation automation = handler.declaringClass().getAnnotation(Automation.class);
        return automation == null || !handler.canHandleMessageType(EventMessage.class)
                ? handler
                : new MeasuredHandler<>(
                        handler, timer(automation.value(), "success"), timer(automation.value(), "failure"));
    }

    private Timer timer(String automation, String outcome) {
        return Timer.builder("fluvius.automations")
                .description("The attempts of automations to handle an event")
                .tags("automation", automation, "outcome", outcome)
                .register(registry);
    }

    private static final class MeasuredHandler<T> extends WrappedMessageHandlingMember<T> {

        private final Timer success;
        private final Timer failure;

        MeasuredHandler(MessageHandlingMember<T> handler, Timer success, Timer failure) {
            super(handler);
            this.success = success;
            this.failure = failure;
        }

        @Override
        public @Nullable Object handle(Message<?> message, @Nullable T automation) throws Exception {
            Timer.Sample attempt = Timer.start();
            Timer outcome = failure;
            try {
                Object result = super.handle(message, automation);
                outcome = success;
                return result;
            } finally {
                attempt.stop(outcome);
            }
        }
    }
}
