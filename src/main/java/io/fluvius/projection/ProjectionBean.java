package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.AnnotatedHandlerInspector;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.ParameterResolverFactory;

/** A bean with event handlers that maintain views. */
final class ProjectionBean {

    private final Object bean;
    private final String processingGroup;
    private final AnnotatedHandlerInspector<Object> handlers;
    private final Set<Class<?>> views;

    private ProjectionBean(Object bean, AnnotatedHandlerInspector<Object> handlers) {
        this.bean = bean;
        this.processingGroup =
                bean.getClass().getAnnotation(ProcessingGroup.class).value();
        this.handlers = handlers;
        this.views = methods(handlers, bean).flatMap(ProjectionBean::views).collect(Collectors.toUnmodifiableSet());
    }

    static ProjectionBean of(Object bean, ParameterResolverFactory parameters, HandlerDefinition definition) {
        return new ProjectionBean(bean, AnnotatedHandlerInspector.inspectType(bean.getClass(), parameters, definition));
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

    private void handle(EventMessage<?> event, MessageHandlingMember<? super Object> handler) {
        requireReadModel(handler);
        try {
            handlers.chainedInterceptor(bean.getClass()).handle(event, bean, handler);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void requireReadModel(MessageHandlingMember<? super Object> handler) {
        if (handler.unwrap(Method.class).stream()
                .flatMap(ProjectionBean::views)
                .findAny()
                .isEmpty()) {
            throw new IllegalStateException("The projection " + processingGroup
                    + " handles this event without a ReadModel; only the current state of its view can be queried");
        }
    }

    private static Stream<Method> methods(AnnotatedHandlerInspector<Object> handlers, Object bean) {
        return handlers.getHandlers(bean.getClass()).flatMap(handler -> handler.unwrap(Method.class).stream());
    }

    /** The views whose read models the handler has as parameters. */
    private static Stream<Class<?>> views(Method handler) {
        return Arrays.stream(handler.getGenericParameterTypes())
                .filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast)
                .filter(type -> type.getRawType() == ReadModel.class)
                .map(ProjectionBean::view);
    }

    /** The view of a {@code ReadModel<V>}. */
    static Class<?> view(ParameterizedType readModel) {
        Type view = readModel.getActualTypeArguments()[0];
        return (Class<?>) view;
    }
}
