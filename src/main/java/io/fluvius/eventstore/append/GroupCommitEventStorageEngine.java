package io.fluvius.eventstore.append;

import io.fluvius.eventstore.event.GapPolicy;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.event.StoredEventData;
import io.fluvius.eventstore.schema.EventStoreTables;
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
 * Axon's JDBC engine with another way to append: the events of concurrent commands are written in one transaction, each
 * command's together with its unique values and its receipt ({@link UnitOfWorkAppend}). A unit of work holds no connection
 * and waits for its own append only. Events that are appended outside of a unit of work are durable when the call returns.
 */
public final class GroupCommitEventStorageEngine extends JdbcEventStorageEngine {

    private final AppendLog log;
    private final GapPolicy gaps;

    GroupCommitEventStorageEngine(JdbcEventStorageEngine.Builder builder, AppendLog log, GapPolicy gaps) {
        super(gaps.configure(builder));
        this.log = log;
        this.gaps = gaps;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (!events.isEmpty()) {
            UnitOfWorkAppend.with(log, append -> append.addEvents(events));
        }
    }

    @Override
    protected DomainEventData<?> getDomainEventData(ResultSet row) throws SQLException {
        StoredEvent event = StoredEvent.of(row);
        return new StoredEventData(event, event.aggregate());
    }

    @Override
    protected TrackedEventData<?> getTrackedEventData(ResultSet row, @Nullable GapAwareTrackingToken before)
            throws SQLException {
        StoredEvent event = StoredEvent.of(row);
        StoredEventData data = new StoredEventData(event, event.hasNoAggregate() ? null : event.aggregate());
        long index = row.getLong(EventStoreTables.INDEX.getName());
        return new TrackedDomainEventData<>(gaps.advance(before, index, data.getTimestamp()), data);
    }
}
