package io.fluvius.eventstore.event;

import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;

/** The message inside an event whose payload Axon serializes itself, as it is stored: encrypted. Immutable. */
final class EncryptedPayload<T> extends GenericMessage<T> {

    private static final long serialVersionUID = 1;

    private final transient StoredEvent stored;

    EncryptedPayload(StoredEvent stored, T payload, MetaData metaData) {
        super(stored.id(), payload, metaData);
        this.stored = stored;
    }

    @Override
    public <R> SerializedObject<R> serializePayload(Serializer serializer, Class<R> representation) {
        return serializer
                .getConverter()
                .convert(
                        new SimpleSerializedObject<>(
                                stored.payload(),
                                String.class,
                                new SimpleSerializedType(stored.payloadType(), stored.revision())),
                        representation);
    }
}
