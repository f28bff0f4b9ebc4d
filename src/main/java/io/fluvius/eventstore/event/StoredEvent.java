package io.fluvius.eventstore.event;

import static org.axonframework.common.DateTimeUtils.formatInstant;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** An event as it is stored. */
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

    public static StoredEvent of(EventMessage<?> message, Serializer serializer) {
        DomainEventMessage<?> event = ofAggregate(message);
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
    public static StoredEvent of(ResultSet row, EventSchema columns) throws SQLException {
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

    public boolean hasNoAggregate() {
        return id.equals(aggregate);
    }

    /** An event of no aggregate is the only one of its own. */
    private static DomainEventMessage<?> ofAggregate(EventMessage<?> message) {
        return message instanceof DomainEventMessage<?> event
                ? event
                : new GenericDomainEventMessage<>(null, message.getIdentifier(), 0L, message, message.getTimestamp());
    }
}
