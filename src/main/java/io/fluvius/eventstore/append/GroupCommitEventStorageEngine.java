package io.fluvius.eventstore.append;

import io.fluvius.eventstore.event.GapPolicy;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.event.StoredEventData;
import io.fluvius.eventstore.schema.EventSchemas;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Axon's JDBC engine with another way to append. What the commands of a moment decided is written in one durable
 * transaction, each with the unique values that it claims and its receipt ({@link UnitOfWorkAppend}); a unit of work takes no
 * connection for it and waits for nothing but its own append. Events that are appended outside of a unit of work are
 * durable when the call returns.
 */
public final class GroupCommitEventStorageEngine extends JdbcEventStorageEngine {

    private final AppendLog writer;
    private final GapPolicy gaps;

    GroupCommitEventStorageEngine(JdbcEventStorageEngine.Builder builder, AppendLog writer, GapPolicy gaps) {
        super(gaps.in(builder));
        this.writer = writer;
        this.gaps = gaps;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (!events.isEmpty()) {
            UnitOfWorkAppend.with(writer, pending -> pending.append(events));
        }
    }

    @Override
    protected DomainEventData<?> getDomainEventData(ResultSet row) throws SQLException {
        StoredEvent event = StoredEvent.of(row, EventSchemas.EVENTS);
        return new StoredEventData(event, event.aggregate());
    }

    @Override
    protected TrackedEventData<?> getTrackedEventData(ResultSet row, @Nullable GapAwareTrackingToken before)
            throws SQLException {
        StoredEvent event = StoredEvent.of(row, EventSchemas.EVENTS);
        StoredEventData read = new StoredEventData(event, event.hasNoAggregate() ? null : event.aggregate());
        long index = row.getLong(EventSchemas.EVENTS.globalIndexColumn());
        return new TrackedDomainEventData<>(gaps.token(before, index, read.getTimestamp()), read);
    }
}
