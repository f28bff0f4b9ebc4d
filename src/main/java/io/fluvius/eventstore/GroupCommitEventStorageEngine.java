package io.fluvius.eventstore;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;

/**
 * Axon's JDBC engine with another way to append. What the commands of a moment decided is written in one durable
 * transaction, each with the unique values that it claims and its receipt ({@link PendingAppend}); a unit of work takes no
 * connection for it and waits for nothing but its own append. Events that are appended outside of a unit of work are
 * durable when the call returns.
 */
final class GroupCommitEventStorageEngine extends JdbcEventStorageEngine {

    private final AppendWriter writer;

    GroupCommitEventStorageEngine(JdbcEventStorageEngine.Builder builder, AppendWriter writer) {
        super(builder);
        this.writer = writer;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (!events.isEmpty()) {
            PendingAppend.with(writer, pending -> pending.append(events));
        }
    }
}
