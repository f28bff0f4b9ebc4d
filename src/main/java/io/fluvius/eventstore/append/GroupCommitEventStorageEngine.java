package io.fluvius.eventstore.append;

import io.fluvius.domain.Position;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.event.StoredEventData;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Axon's JDBC engine with another way to append: the events of concurrent commands are written in one transaction, each
 * command's together with its unique values and its receipt ({@link UnitOfWorkAppend}). A unit of work holds no connection
 * and waits for its own append only. Events that are appended outside of a unit of work are durable when the call returns.
 *
 * <p>Events become visible in the order of their indexes ({@link GroupInsert}), so a token is the index of the last event
 * that was read, and an index that is missing stays missing.
 */
public final class GroupCommitEventStorageEngine extends JdbcEventStorageEngine {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitEventStorageEngine.class);

    private final AppendLog log;

    GroupCommitEventStorageEngine(JdbcEventStorageEngine.Builder builder, AppendLog log) {
        super(builder);
        this.log = log;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (!events.isEmpty()) {
            UnitOfWorkAppend.with(log, append -> append.addEvents(events));
        }
    }

    /** Replaces a snapshot of the same sequence number, which other code may have created. */
    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        try {
            JdbcUtils.executeUpdates(
                    getConnection(),
                    failure -> handlePersistenceException(failure, snapshot),
                    connection -> deleteSnapshots(
                            connection, snapshot.getAggregateIdentifier(), snapshot.getSequenceNumber() + 1),
                    connection -> appendSnapshot(connection, snapshot, serializer));
        } catch (ConcurrencyException exists) {
            LOG.debug("Another node has stored the same snapshot", exists);
        }
    }

    @Override
    protected DomainEventData<?> getDomainEventData(ResultSet row) throws SQLException {
        StoredEvent event = StoredEvent.of(row);
        return new StoredEventData(event, event.aggregate());
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return Position.of(super.createTailToken()).token();
    }

    @Override
    public @Nullable TrackingToken createHeadToken() {
        return Position.of(super.createHeadToken()).token();
    }

    @Override
    public @Nullable TrackingToken createTokenAt(Instant time) {
        return Position.of(super.createTokenAt(time)).token();
    }

    @Override
    protected List<TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken last, int batchSize) {
        return JdbcUtils.executeQuery(
                getConnection(),
                connection ->
                        readEventDataWithoutGaps(connection, Position.of(last).index(), batchSize),
                JdbcUtils.listResults(GroupCommitEventStorageEngine::trackedEventData),
                failure -> new EventStoreException("The events after " + last + " cannot be read", failure));
    }

    /** The statement that reads the next events. Axon's own ends where as many indexes as a batch has are missing. */
    static PreparedStatement eventsAfter(Connection connection, EventSchema schema, long index, int batchSize)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(
                "select " + schema.trackedEventFields() + " from " + schema.domainEventTable() + " where "
                        + schema.globalIndexColumn() + " > ? order by " + schema.globalIndexColumn()
                        + " fetch first ? rows only");
        statement.setLong(1, index);
        statement.setInt(2, batchSize);
        return statement;
    }

    private static TrackedEventData<?> trackedEventData(ResultSet row) throws SQLException {
        StoredEvent event = StoredEvent.of(row);
        StoredEventData data = new StoredEventData(event, event.hasNoAggregate() ? null : event.aggregate());
        long index = row.getLong(EventStoreTables.INDEX.getName());
        return new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(index), data);
    }
}
