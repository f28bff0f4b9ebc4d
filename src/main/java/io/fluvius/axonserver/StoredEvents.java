package io.fluvius.axonserver;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.fluvius.domain.text.StoredJson;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.StoredEvent;
import java.time.Instant;
import java.util.Objects;
import org.axonframework.axonserver.connector.util.GrpcMetaDataConverter;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts events between the form in which Axon Server stores them and that of the databases. The server stores metadata as typed
 * values, the databases as JSON, and in the server an event that belongs to no aggregate has empty texts instead. Safe for
 * use by many threads.
 */
final class StoredEvents {

    /** The type of the events that fill the positions to which a log has no event. */
    private static final String NO_EVENT = "fluvius.no-event";

    /** Removes the events that fill positions. */
    static final EventUpcaster WITHOUT_NO_EVENTS =
            events -> events.filter(event -> !event.getType().getName().equals(NO_EVENT));

    private final Serializer serializer;
    private final PersonalEvents personal;
    private final GrpcMetaDataConverter metaData;
    private final JsonMapper json = StoredJson.mapper();

    /**
     * @param serializer the serializer of events
     * @param personal encrypts and decrypts the personal data in them
     */
    StoredEvents(Serializer serializer, PersonalEvents personal) {
        this.serializer = serializer;
        this.personal = personal;
        this.metaData = new GrpcMetaDataConverter(serializer);
    }

    /** Returns the event of the server as people see it. */
    StoredEvent fromServer(Event event) {
        String aggregate = event.getAggregateIdentifier();
        return personal.shown(new StoredEvent(
                event.getMessageIdentifier(),
                aggregate.isEmpty() ? event.getMessageIdentifier() : aggregate,
                event.getAggregateSequenceNumber(),
                textOrNull(event.getAggregateType()),
                DateTimeUtils.formatInstant(Instant.ofEpochMilli(event.getTimestamp())),
                event.getPayload().getType(),
                textOrNull(event.getPayload().getRevision()),
                event.getPayload().getData().toStringUtf8(),
                serializer
                        .serialize(metaData.convert(event.getMetaDataMap()), String.class)
                        .getData()));
    }

    /** Destroys the key of the person whom an imported event erases. */
    void erase(StoredEvent event) {
        personal.eraseNow(event);
    }

    /** Returns an imported event with its personal data encrypted. A key that is made for it is stored before this returns. */
    StoredEvent encrypt(StoredEvent event) {
        return personal.encrypt(event, personal.storedKeys());
    }

    /** Throws if the metadata is no JSON object or the time no time. {@link #isSame} reveals whether anything else was lost. */
    Event toServer(StoredEvent stored) {
        Event.Builder event = Event.newBuilder()
                .setMessageIdentifier(stored.id())
                .setAggregateIdentifier(stored.hasNoAggregate() ? "" : stored.aggregate())
                .setAggregateSequenceNumber(stored.sequence())
                .setAggregateType(Objects.toString(stored.type(), ""))
                .setTimestamp(DateTimeUtils.parseInstant(stored.time()).toEpochMilli())
                .setPayload(payload(stored.payloadType(), Objects.toString(stored.revision(), ""), stored.payload()));
        MetaData values = serializer.deserialize(
                new SimpleSerializedObject<>(stored.metaData(), String.class, MetaData.class.getName(), null));
        values.forEach((key, value) -> event.putMetaData(key, metaData.convertToMetaDataValue(value)));
        return event.build();
    }

    /** Whether two events differ in nothing but the order of their metadata, which the server does not keep. */
    boolean isSame(StoredEvent event, StoredEvent other) {
        return event.equals(other)
                || withMetaData(event, "").equals(withMetaData(other, ""))
                        && json.readTree(event.metaData()).equals(json.readTree(other.metaData()));
    }

    private static StoredEvent withMetaData(StoredEvent event, String metaData) {
        return new StoredEvent(
                event.id(),
                event.aggregate(),
                event.sequence(),
                event.type(),
                event.time(),
                event.payloadType(),
                event.revision(),
                event.payload(),
                metaData);
    }

    /** An event for a position to which a log has no event. It belongs to no aggregate. */
    static Event noEvent(long position, long timestamp) {
        return Event.newBuilder()
                .setMessageIdentifier(NO_EVENT + ":" + position)
                .setTimestamp(timestamp)
                .setPayload(payload(NO_EVENT, "", "{}"))
                .build();
    }

    static boolean isNoEvent(Event event) {
        return event.getPayload().getType().equals(NO_EVENT);
    }

    private static SerializedObject payload(String type, String revision, String json) {
        return SerializedObject.newBuilder()
                .setType(type)
                .setRevision(revision)
                .setData(ByteString.copyFromUtf8(json))
                .build();
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
