package io.fluvius.processing;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;

/**
 * Axon's queue of dead letters in a database, without its limits. A queue that refuses events would stop the processor, and
 * with it the events of other aggregates. Safe for use by many threads.
 */
final class UnboundedDeadLetterQueue extends JdbcSequencedDeadLetterQueue<EventMessage<?>> {

    UnboundedDeadLetterQueue(Builder<EventMessage<?>> settings) {
        super(settings);
    }

    @Override
    public boolean isFull(Object sequenceIdentifier) {
        return false;
    }
}
