package io.fluvius.projection;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * The queue of events that a projection could not apply. Later events of the same aggregate are enqueued behind a dead
 * letter, so that no event is applied out of order. Every method takes part in the caller's transaction.
 */
public interface DeadLetters {

    /** Returns those of the given aggregates that have dead letters in a processing group. */
    Set<UUID> blockedAggregates(String processingGroup, Collection<UUID> aggregates);

    /** Enqueues an event that failed. */
    void enqueue(String processingGroup, DomainEventMessage<?> event, Throwable cause);

    /** Enqueues an event because an earlier event of its aggregate is a dead letter, unless the event is one already. */
    void enqueueBlocked(String processingGroup, DomainEventMessage<?> event);
}
