package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.AnnotatedHandlerInspector;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.springframework.core.ResolvableType;

/** A bean with event handlers that maintain views. */
final class ProjectionBean {

    private final Object bean;
    private final String processingGroup;
    private final AnnotatedHandlerInspector<Object> handlers;
    private final Set<Class<?>> views;

    ProjectionBean(Object bean, ParameterResolverFactory parameters, HandlerDefinition definition) {
        this.bean = bean;
        this.processingGroup =
                bean.getClass().getAnnotation(ProcessingGroup.class).value();
        this.handlers = AnnotatedHandlerInspector.inspectType(bean.getClass(), parameters, definition);
        this.views = handlers.getHandlers(bean.getClass())
                .flatMap(ProjectionBean::views)
                .collect(Collectors.toUnmodifiableSet());
    }

    String processingGroup() {
        return processingGroup;
    }

    boolean maintains(Class<?> view) {
        return views.contains(view);
    }

    /** Invokes the handler of an event as a processor does. Does nothing if the bean has no handler for the event. */
    void handle(EventMessage<?> event) {
        handlers.getHandlers(bean.getClass())
                .filter(handler -> handler.canHandle(event))
                .findFirst()
                .ifPresent(handler -> handle(event, handler));
    }

    /** Whether the bean has a handler for the event that maintains views. */
    boolean maintainsViewsWith(EventMessage<?> event) {
        return maintaining(event).isPresent();
    }

    /** Invokes the handler of an event if it maintains views. */
    void maintainViews(EventMessage<?> event) {
        maintaining(event).ifPresent(handler -> handle(event, handler));
    }

    private Optional<MessageHandlingMember<? super Object>> maintaining(EventMessage<?> event) {
        return handlers.getHandlers(bean.getClass())
                .filter(handler -> handler.canHandle(event))
                .findFirst()
                .filter(handler -> views(handler).findAny().isPresent());
    }

    Set<Class<?>> views() {
        return views;
    }

    private void handle(EventMessage<?> event, MessageHandlingMember<? super Object> handler) {
        if (views(handler).findAny().isEmpty()) {
            throw new IllegalStateException("The projection " + processingGroup
                    + " handles this event without a ReadModel; only the current state of its view can be queried");
        }
        try {
            handlers.chainedInterceptor(bean.getClass()).handle(event, bean, handler);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The views whose read models the handler has as parameters. */
    private static Stream<Class<?>> views(MessageHandlingMember<? super Object> handler) {
        return handler.unwrap(Method.class).stream()
                .flatMap(method -> Arrays.stream(method.getGenericParameterTypes()))
                .map(ResolvableType::forType)
                .filter(type -> type.getRawClass() == ReadModel.class)
                .map(type -> type.getGeneric().toClass());
    }
}
