package io.fluvius.eventstore.event;

import io.fluvius.domain.ErasesPersonalData;
import io.fluvius.personal.PersonalText;
import io.fluvius.problem.ProblemException;
import java.util.Objects;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;

/**
 * Encrypts and decrypts the personal data in events that Axon itself stores and reads: those in Axon Server, and parked ones.
 * Safe for use by many threads.
 */
public final class PersonalMessages {

    private final PersonalEvents events;
    private final Serializer serializer;

    /** @param serializer the serializer of events */
    public PersonalMessages(PersonalEvents events, Serializer serializer) {
        this.events = events;
        this.serializer = serializer;
    }

    /** Returns an event that is serialized as it is stored. A key that is made for it is stored before this returns. */
    public EventMessage<?> encrypt(EventMessage<?> message) {
        if (!events.isPersonal(message) || !(message instanceof DomainEventMessage<?> event)) {
            return message;
        }
        StoredEvent plain = StoredEvent.of(event, serializer);
        StoredEvent stored = events.encrypt(plain, events.storedKeys());
        return stored.equals(plain) ? message : encrypted(event, stored);
    }

    /**
     * Destroys the key of the person whom an event erases, before the event is stored: if it is not stored after all, nothing remains that
     * should not, and the command can be repeated.
     */
    public void erase(EventMessage<?> message) {
        if (message.getPayloadType().isAnnotationPresent(ErasesPersonalData.class)) {
            events.eraseNow(StoredEvent.of(message, serializer));
        }
    }

    /** Like {@link #encrypt} for an event that was read; values that were forgotten by then are none of the person. */
    public EventMessage<?> encryptAgain(EventMessage<?> message) {
        try {
            return encrypt(message);
        } catch (ProblemException forgotten) {
            return message;
        }
    }

    private <T> EventMessage<T> encrypted(DomainEventMessage<T> event, StoredEvent stored) {
        EncryptedPayload<T> message = new EncryptedPayload<>(stored, event.getPayload(), metaData(stored.metaData()));
        return event instanceof TrackedEventMessage<T> tracked
                ? new GenericTrackedDomainEventMessage<>(
                        tracked.trackingToken(),
                        event.getType(),
                        event.getAggregateIdentifier(),
                        event.getSequenceNumber(),
                        message,
                        event::getTimestamp)
                : new GenericDomainEventMessage<>(
                        event.getType(),
                        event.getAggregateIdentifier(),
                        event.getSequenceNumber(),
                        message,
                        event::getTimestamp);
    }

    /** The metadata of an event that was read, decrypted as far as its person was not forgotten. */
    public MetaData metaDataOf(EventMessage<?> event) {
        String stored = event.serializeMetaData(serializer, String.class).getData();
        String shown = events.shownMetaData(event.getIdentifier(), stored);
        return shown.equals(stored) ? event.getMetaData() : metaData(shown);
    }

    private MetaData metaData(String json) {
        return Objects.requireNonNull(serializer.deserialize(
                new SimpleSerializedObject<>(json, String.class, MetaData.class.getName(), null)));
    }

    /** Decrypts events as they are read; it comes before all other upcasters. */
    public EventUpcaster decryption() {
        return read -> read.map(this::decrypt);
    }

    private IntermediateEventRepresentation decrypt(IntermediateEventRepresentation event) {
        String payload = event.getData(String.class).getData();
        if (!PersonalText.mayBeIn(payload)) {
            return event;
        }
        SerializedType type = event.getType();
        StoredEvent decrypted = events.decrypt(new StoredEvent(
                event.getMessageIdentifier(),
                event.getAggregateIdentifier().orElse(event.getMessageIdentifier()),
                0,
                null,
                "",
                type.getName(),
                type.getRevision(),
                payload,
                "{}"));
        return event.upcastPayload(type, String.class, encrypted -> decrypted.payload());
    }
}
