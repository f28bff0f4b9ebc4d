package io.fluvius.eventstore.append;

import io.fluvius.domain.Position;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.event.StoredEventData;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.problem.Redaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
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
    private final PersonalEvents personal;

    GroupCommitEventStorageEngine(JdbcEventStorageEngine.Builder builder, AppendLog log, PersonalEvents personal) {
        super(builder);
        this.log = log;
        this.personal = personal;
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
            LOG.debug("Another node has stored the same snapshot", Redaction.redact(exists));
        }
    }

    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(String aggregate, long first, int batchSize) {
        List<StoredEvent> stored = JdbcUtils.executeQuery(
                getConnection(),
                connection -> readEventData(connection, aggregate, first, batchSize),
                JdbcUtils.listResults(StoredEvent::of),
                failure -> new EventStoreException("The events of " + aggregate + " cannot be read", failure));
        return personal.decrypt(stored).stream()
                .map(event -> new StoredEventData(event, event.aggregate()))
                .toList();
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
        List<LoggedEvent> stored = JdbcUtils.executeQuery(
                getConnection(),
                connection ->
                        readEventDataWithoutGaps(connection, Position.of(last).index(), batchSize),
                JdbcUtils.listResults(GroupCommitEventStorageEngine::loggedEvent),
                failure -> new EventStoreException("The events after " + last + " cannot be read", failure));
        List<StoredEvent> read =
                personal.decrypt(stored.stream().map(LoggedEvent::event).toList());
        return IntStream.range(0, stored.size())
                .<TrackedEventData<?>>mapToObj(
                        index -> trackedEventData(stored.get(index).position(), read.get(index)))
                .toList();
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

    private static LoggedEvent loggedEvent(ResultSet row) throws SQLException {
        return new LoggedEvent(row.getLong(EventStoreTables.INDEX.getName()), StoredEvent.of(row));
    }

    private static TrackedEventData<?> trackedEventData(long index, StoredEvent event) {
        StoredEventData data = new StoredEventData(event, event.hasNoAggregate() ? null : event.aggregate());
        return new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(index), data);
    }
}
