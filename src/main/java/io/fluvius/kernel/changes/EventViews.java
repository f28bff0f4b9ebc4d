package io.fluvius.kernel.changes;

import io.fluvius.kernel.Domain;
import io.fluvius.kernel.Domains;
import io.fluvius.kernel.SealedFamily;
import io.fluvius.kernel.ViewType;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Which view shows what an event changes. Safe for use by many threads. */
final class EventViews {

    private final Domains domains;

    /** Looked up when first asked for, when every domain is known. */
    private volatile @Nullable Map<Class<?>, ViewType<?>> known;

    EventViews(Domains domains) {
        this.domains = domains;
    }

    /** The view; null for an event of no aggregate of ours. */
    @Nullable ViewType<?> of(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> ? all().get(event.getPayloadType()) : null;
    }

    private Map<Class<?>, ViewType<?>> all() {
        Map<Class<?>, ViewType<?>> all = known;
        if (all == null) {
            all = new HashMap<>();
            for (Domain domain : domains.all()) {
                for (Class<?> type : SealedFamily.members(domain.definition().events())) {
                    all.put(type, domain.view());
                }
            }
            known = all;
        }
        return all;
    }
}
