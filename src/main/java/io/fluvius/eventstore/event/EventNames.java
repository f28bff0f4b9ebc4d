package io.fluvius.eventstore.event;

import io.fluvius.domain.record.Names;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The names under which events are stored: the domain's name and the event's in kebab case, {@code user.user-created}.
 * Never a Java class name, so that classes can move. Immutable.
 */
public final class EventNames {

    private final Map<String, Class<?>> types = new HashMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    public EventNames(DomainRegistry domains) {
        for (RegisteredDomain domain : domains.all()) {
            for (Class<?> event : domain.events()) {
                String name = domain.name() + "." + Names.kebab(event);
                if (types.put(name, event) != null) {
                    throw new IllegalStateException("Two events have the name " + name);
                }
                names.put(event, name);
            }
        }
    }

    Optional<String> nameOf(Class<?> event) {
        return Optional.ofNullable(names.get(event));
    }

    Optional<Class<?>> typeOf(String name) {
        return Optional.ofNullable(types.get(name));
    }
}
