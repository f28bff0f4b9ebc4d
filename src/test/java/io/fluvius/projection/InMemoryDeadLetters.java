package io.fluvius.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;

/** Dead letters in memory. */
final class InMemoryDeadLetters implements DeadLetters {

    final List<DomainEventMessage<?>> failed = new ArrayList<>();
    final List<DomainEventMessage<?>> blocked = new ArrayList<>();
    private final Set<UUID> aggregates = new HashSet<>();

    @Override
    public Set<UUID> blockedAggregates(String processingGroup, Collection<UUID> candidates) {
        Set<UUID> found = new HashSet<>(candidates);
        found.retainAll(aggregates);
        return found;
    }

    @Override
    public void enqueue(String processingGroup, DomainEventMessage<?> event, Throwable cause) {
        failed.add(event);
        aggregates.add(UUID.fromString(event.getAggregateIdentifier()));
    }

    @Override
    public void enqueueBlocked(String processingGroup, DomainEventMessage<?> event) {
        blocked.add(event);
    }
}
