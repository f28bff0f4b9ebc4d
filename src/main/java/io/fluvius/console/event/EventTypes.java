package io.fluvius.console.event;

import io.fluvius.domain.record.Names;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import java.util.List;

/** The names of the types of events. */
final class EventTypes {

    private EventTypes() {}

    static String name(RegisteredDomain domain, Class<?> event) {
        return domain.name() + "." + Names.kebab(event);
    }

    /** The types of all domains. */
    static List<String> all(DomainRegistry domains) {
        return domains.all().stream()
                .flatMap(domain -> domain.events().stream().map(event -> name(domain, event)))
                .toList();
    }
}
