package io.fluvius.eventstore.event;

import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/**
 * Refuses an event that is published but does not belong to the family of events of its domain, because nothing could read
 * it again, and one that erases personal data from a store where it would remain. The unit of work that publishes it fails, and nothing is stored. Immutable.
 */
final class EventFamilyCheck implements MessageDispatchInterceptor<EventMessage<?>> {

    private final EventNames names;
    private final PersonalEvents personal;

    EventFamilyCheck(EventNames names, PersonalEvents personal) {
        this.names = names;
        this.personal = personal;
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        events.forEach(this::check);
        return (index, event) -> event;
    }

    /** @throws IllegalStateException if the event belongs to no domain, or not to that of the aggregate that applied it */
    private void check(EventMessage<?> event) {
        personal.requireErasable(event.getPayloadType());
        String domain = names.domainOf(event.getPayloadType())
                .orElseThrow(() -> new IllegalStateException(event.getPayloadType()
                                .getName() + " belongs to no family of events. Add it to the one of its domain"));
        if (event instanceof DomainEventMessage<?> applied && !domain.equals(applied.getType())) {
            throw new IllegalStateException(event.getPayloadType().getName() + " is an event of the domain " + domain
                    + " but was applied by an aggregate of type " + applied.getType());
        }
    }
}
