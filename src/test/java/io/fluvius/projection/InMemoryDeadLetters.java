package io.fluvius.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;

/** Dead letters without a database. */
final class InMemoryDeadLetters implements DeadLetters {

    final List<DomainEventMessage<?>> failed = new ArrayList<>();
    final List<DomainEventMessage<?>> behind = new ArrayList<>();
    private final Set<UUID> aggregates = new HashSet<>();

    @Override
    public Set<UUID> blockedAggregates(String processingGroup, Collection<UUID> asked) {
        Set<UUID> parked = new HashSet<>(asked);
        parked.retainAll(aggregates);
        return parked;
    }

    @Override
    public void enqueue(String processingGroup, DomainEventMessage<?> event, Throwable cause) {
        failed.add(event);
        aggregates.add(UUID.fromString(event.getAggregateIdentifier()));
    }

    @Override
    public void enqueueBlocked(String processingGroup, DomainEventMessage<?> event) {
        behind.add(event);
    }
}
