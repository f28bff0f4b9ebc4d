package io.fluvius.aggregate;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.common.annotation.AnnotationUtils;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.spring.stereotype.Aggregate;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The aggregates of the application by the names under which their snapshots are stored: the {@code type} of
 * {@code @Aggregate}, or else the simple name of the class. Immutable.
 */
final class AggregateTypes {

    private final Map<String, Class<?>> types = new HashMap<>();

    /** @throws IllegalStateException when two aggregates have the same name */
    AggregateTypes(Set<Class<?>> aggregates) {
        for (Class<?> aggregate : aggregates) {
            if (types.put(nameOf(aggregate), aggregate) != null) {
                throw new IllegalStateException("Two aggregates have the name " + nameOf(aggregate));
            }
        }
    }

    /** The aggregates among the beans of the application. */
    static AggregateTypes of(ListableBeanFactory beans) {
        Set<Class<?>> aggregates = new HashSet<>();
        for (String bean : beans.getBeanNamesForAnnotation(Aggregate.class)) {
            Class<?> type = beans.getType(bean);
            if (type != null) {
                aggregates.add(type);
            }
        }
        return new AggregateTypes(aggregates);
    }

    static String nameOf(Class<?> aggregate) {
        return AnnotationUtils.findAnnotationAttributes(aggregate, AggregateRoot.class)
                .map(attributes -> (String) attributes.get("type"))
                .filter(name -> !name.isEmpty())
                .orElse(aggregate.getSimpleName());
    }

    Collection<Class<?>> all() {
        return types.values();
    }

    boolean contains(Class<?> type) {
        return types.containsValue(type);
    }

    Optional<Class<?>> byName(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The aggregates whose class is a subclass of another. */
    <T> Set<Class<? extends T>> subtypesOf(Class<T> aggregate) {
        Set<Class<? extends T>> subtypes = new HashSet<>();
        for (Class<?> type : types.values()) {
            if (aggregate.isAssignableFrom(type) && type != aggregate) {
                subtypes.add(type.asSubclass(aggregate));
            }
        }
        return subtypes;
    }
}
