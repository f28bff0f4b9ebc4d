package io.fluvius.live;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.view.ViewType;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Maps an event to the view that it changes. Immutable. */
final class EventViews {

    private final Map<Class<?>, ViewType<?>> views = new HashMap<>();

    EventViews(DomainRegistry domains) {
        for (RegisteredDomain domain : domains.all()) {
            domain.events().forEach(event -> views.put(event, domain.view()));
        }
    }

    /** Returns the view, or null for an event that does not belong to an aggregate of a registered domain. */
    @Nullable ViewType<?> of(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> ? views.get(event.getPayloadType()) : null;
    }
}
