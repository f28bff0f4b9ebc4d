package io.fluvius.eventstore.event;

import static org.axonframework.common.DateTimeUtils.formatInstant;

import io.fluvius.eventstore.schema.EventStoreTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * An event in the form in which it is stored.
 *
 * @param id the identifier of the event
 * @param aggregate the identifier of the aggregate; that of the event when it belongs to no aggregate
 * @param sequence the aggregate's sequence number
 * @param type the name of the aggregate's type; null when the event belongs to no aggregate
 * @param time the timestamp as Axon formats it, in ISO 8601 with milliseconds
 * @param payloadType the name of the event's type
 * @param revision the revision of the event's type; null when it has none
 * @param payload JSON
 * @param metaData JSON
 */
public record StoredEvent(
        String id,
        String aggregate,
        long sequence,
        @Nullable String type,
        String time,
        String payloadType,
        @Nullable String revision,
        String payload,
        String metaData) {

    /** Serializes an event. */
    public static StoredEvent of(EventMessage<?> message, Serializer serializer) {
        DomainEventMessage<?> event = domainEvent(message);
        SerializedObject<String> payload = event.serializePayload(serializer, String.class);
        return new StoredEvent(
                event.getIdentifier(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                event.getType(),
                formatInstant(event.getTimestamp()),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                event.serializeMetaData(serializer, String.class).getData());
    }

    /** Reads the current row. */
    public static StoredEvent of(ResultSet row) throws SQLException {
        EventSchema columns = EventStoreTables.AXON_SCHEMA;
        return new StoredEvent(
                row.getString(columns.eventIdentifierColumn()),
                row.getString(columns.aggregateIdentifierColumn()),
                row.getLong(columns.sequenceNumberColumn()),
                row.getString(columns.typeColumn()),
                row.getString(columns.timestampColumn()),
                row.getString(columns.payloadTypeColumn()),
                row.getString(columns.payloadRevisionColumn()),
                row.getString(columns.payloadColumn()),
                row.getString(columns.metaDataColumn()));
    }

    /** Returns this event with other contents. */
    public StoredEvent with(String otherPayload, String otherMetaData) {
        return new StoredEvent(id, aggregate, sequence, type, time, payloadType, revision, otherPayload, otherMetaData);
    }

    /** Whether the event belongs to no aggregate. The event of a command may have the identifier of its aggregate, too. */
    public boolean hasNoAggregate() {
        return type == null && id.equals(aggregate);
    }

    /** Treats an event that belongs to no aggregate as the only event of an aggregate with the event's identifier. */
    private static DomainEventMessage<?> domainEvent(EventMessage<?> message) {
        return message instanceof DomainEventMessage<?> event
                ? event
                : new GenericDomainEventMessage<>(null, message.getIdentifier(), 0L, message, message.getTimestamp());
    }
}
