package io.fluvius.eventstore.event;

import io.fluvius.domain.record.Names;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.EventEvolution;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.problem.StartupRefusedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names under which events are stored: the name of the domain and the name of the event in kebab case, as in
 * {@code user.user-created}. They do not contain the Java package, so that classes can move. Immutable.
 */
public final class EventNames {

    private final Map<String, Class<?>> types = new HashMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();
    private final Map<Class<?>, String> owners = new HashMap<>();

    private final Map<Class<?>, EventEvolution> evolutions = new HashMap<>();

    /** @throws StartupRefusedException when two events have the same name, be it a former one */
    public EventNames(DomainRegistry domains) {
        for (RegisteredDomain domain : domains.all()) {
            for (Class<?> event : domain.events()) {
                String name = nameOf(domain, event);
                add(name, event);
                names.put(event, name);
                owners.put(event, domain.name());
                evolutions.put(event, domain.evolution());
            }
        }
        domains.all().forEach(domain -> domain.definition().formerNames().forEach(this::add));
    }

    /** The name under which an event of a domain is stored. */
    static String nameOf(RegisteredDomain domain, Class<?> event) {
        return domain.name() + "." + Names.kebab(event);
    }

    private void add(String name, Class<?> event) {
        Class<?> other = types.put(name, event);
        if (other != null) {
            throw new StartupRefusedException(
                    "Two events have the name " + name + ": " + other.getName() + " and " + event.getName() + ".",
                    "Rename one of the records, or correct the former names in the definition of the domain.");
        }
    }

    /** The class of the events that are stored under a name, if a revision is its present one. */
    public Optional<Class<?>> currentTypeOf(String name, @Nullable String revision) {
        return typeOf(name)
                .filter(type -> evolutionOf(type)
                        .filter(it -> it.isCurrent(type, Objects.requireNonNullElse(revision, "")))
                        .isPresent());
    }

    /** How the stored revisions of an event are read; empty for an event of no domain. */
    Optional<EventEvolution> evolutionOf(Class<?> event) {
        return Optional.ofNullable(evolutions.get(event));
    }

    Optional<String> nameOf(Class<?> event) {
        return Optional.ofNullable(names.get(event));
    }

    /** The name of the domain to which an event belongs. */
    Optional<String> domainOf(Class<?> event) {
        return Optional.ofNullable(owners.get(event));
    }

    /** The class of the events that are stored under a name. */
    public Optional<Class<?>> typeOf(String name) {
        return Optional.ofNullable(types.get(name));
    }
}
