package io.fluvius.aggregate;

import io.fluvius.problem.StartupRefusedException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import org.axonframework.common.annotation.AnnotationUtils;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.springframework.util.ReflectionUtils;

/** Refuses to start when an aggregate evolves by an event that belongs to no family, because it could never be applied. */
final class EvolutionCheck {

    private EvolutionCheck() {}

    /**
     * Compares the event sourcing handlers of aggregates with the events of all families.
     *
     * @throws StartupRefusedException naming the first event that belongs to none
     */
    static void verify(Collection<Class<?>> aggregates, Set<Class<?>> events) {
        for (Class<?> aggregate : aggregates) {
            Arrays.stream(ReflectionUtils.getAllDeclaredMethods(aggregate))
                    .filter(method -> AnnotationUtils.isAnnotationPresent(method, EventSourcingHandler.class))
                    .filter(method -> method.getParameterCount() > 0)
                    .forEach(method -> verify(method, events));
        }
    }

    private static void verify(Method handler, Set<Class<?>> events) {
        Class<?> event = handler.getParameterTypes()[0];
        if (event.isRecord() && !events.contains(event)) {
            throw new StartupRefusedException(
                    handler.getDeclaringClass().getName() + " evolves by " + event.getName()
                            + ", which belongs to no family of events.",
                    "Add the record to the sealed interface of the events of its domain.");
        }
    }
}
