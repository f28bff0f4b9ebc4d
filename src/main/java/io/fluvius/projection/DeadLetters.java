package io.fluvius.projection;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * Events that a projection could not apply, kept until someone looks at them. Later events of the same aggregate are
 * kept behind them, so that none is applied out of order. Part of the caller's transaction.
 */
public interface DeadLetters {

    /** Which of these aggregates have an event parked for that processing group. */
    Set<UUID> blockedAggregates(String processingGroup, Collection<UUID> aggregates);

    /** Parks an event that failed. */
    void enqueue(String processingGroup, DomainEventMessage<?> event, Throwable cause);

    /** Parks an event because an earlier one of its aggregate is parked. */
    void enqueueBlocked(String processingGroup, DomainEventMessage<?> event);
}
