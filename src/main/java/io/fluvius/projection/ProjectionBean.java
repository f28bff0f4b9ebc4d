package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.AnnotatedHandlerInspector;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.ParameterResolverFactory;

/** A bean whose event handlers keep views. */
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

    boolean keeps(Class<?> view) {
        return views.contains(view);
    }

    /** Runs the handler of an event, as a processor would; quiet when there is none. */
    void handle(EventMessage<?> event) {
        List<MessageHandlingMember<? super Object>> wanting = handlers.getHandlers(bean.getClass())
                .filter(handler -> handler.canHandle(event))
                .limit(1)
                .toList();
        for (MessageHandlingMember<? super Object> handler : wanting) {
            refuseOtherMeans(handler);
            try {
                handlers.chainedInterceptor(bean.getClass()).handle(event, bean, handler);
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private void refuseOtherMeans(MessageHandlingMember<? super Object> handler) {
        if (handler.unwrap(Method.class).stream()
                .flatMap(ProjectionBean::views)
                .findAny()
                .isEmpty()) {
            throw new IllegalStateException("The projection " + processingGroup
                    + " keeps its view by other means than a ReadModel, and so knows the present only");
        }
    }

    private static Stream<Method> methods(AnnotatedHandlerInspector<Object> handlers, Object bean) {
        return handlers.getHandlers(bean.getClass()).flatMap(handler -> handler.unwrap(Method.class).stream());
    }

    /** The views whose read models a handler takes. */
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
