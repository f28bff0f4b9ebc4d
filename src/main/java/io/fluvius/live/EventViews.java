package io.fluvius.live;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.view.ViewType;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Which view shows what an event changes. Immutable. */
final class EventViews {

    private final Map<Class<?>, ViewType<?>> views = new HashMap<>();

    EventViews(DomainRegistry domains) {
        for (RegisteredDomain domain : domains.all()) {
            domain.events().forEach(event -> views.put(event, domain.view()));
        }
    }

    /** The view; null for an event that belongs to no aggregate of a registered domain. */
    @Nullable ViewType<?> of(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> ? views.get(event.getPayloadType()) : null;
    }
}
