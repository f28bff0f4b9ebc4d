package io.fluvius.aggregate;

import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.personal.DataKey;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.personal.PersonalMembers;
import io.fluvius.personal.PersonalText;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the snapshots of aggregates whose events contain personal data, each as a whole under the key of its person. The snapshot of
 * a person who was forgotten cannot be read, so the aggregate is loaded from its events. Safe for use by many threads.
 */
final class PersonalStates {

    /** A snapshot can be decrypted as a snapshot of its person only; an older one of the same person is valid, too. */
    private static final String ITEM = "snapshot";

    private final Set<String> domains;
    private final PersonalKeys keys;

    PersonalStates(Collection<RegisteredDomain> domains, PersonalKeys keys) {
        this.domains = domains.stream()
                .filter(domain -> PersonalMembers.areIn(domain.events()))
                .map(RegisteredDomain::name)
                .collect(Collectors.toUnmodifiableSet());
        this.keys = keys;
    }

    /** Returns a snapshot that is serialized encrypted. A person without a key has no personal data yet. */
    DomainEventMessage<?> encrypted(DomainEventMessage<?> snapshot, Serializer serializer) {
        DataKey key = keys.isEncrypting() && domains.contains(snapshot.getType())
                ? Identifiers.parse(snapshot.getAggregateIdentifier())
                        .map(keys::find)
                        .orElse(null)
                : null;
        if (key == null) {
            return snapshot;
        }
        if (key.isForgotten()) {
            throw new SerializationException("The person was forgotten, so there is no snapshot");
        }
        return encrypted(snapshot, key, snapshot.serializePayload(serializer, String.class));
    }

    private static <T> DomainEventMessage<T> encrypted(
            DomainEventMessage<T> snapshot, DataKey key, SerializedObject<String> plain) {
        String encrypted = PersonalText.encryptWhole(plain.getData(), ITEM, key);
        return new GenericDomainEventMessage<>(
                snapshot.getType(),
                snapshot.getAggregateIdentifier(),
                snapshot.getSequenceNumber(),
                new EncryptedState<>(snapshot, new SimpleSerializedObject<>(encrypted, String.class, plain.getType())),
                snapshot::getTimestamp);
    }

    /** Returns what is stored, decrypted. */
    SerializedObject<?> decrypted(SerializedObject<?> stored, Converter converter) {
        String text = converter.convert(stored, String.class).getData();
        String decrypted = PersonalText.decryptWhole(text, ITEM, this::key);
        return decrypted.equals(text)
                ? stored
                : new SimpleSerializedObject<>(decrypted, String.class, stored.getType());
    }

    private DataKey key(UUID person) {
        @Nullable DataKey key = keys.find(person);
        return key == null ? DataKey.ofForgotten(person) : key;
    }

    /** The message inside of a snapshot. */
    private static final class EncryptedState<T> extends GenericMessage<T> {

        private static final long serialVersionUID = 1;

        private final transient SerializedObject<String> stored;

        EncryptedState(DomainEventMessage<T> snapshot, SerializedObject<String> stored) {
            super(snapshot.getIdentifier(), snapshot.getPayload(), snapshot.getMetaData());
            this.stored = stored;
        }

        @Override
        public <R> SerializedObject<R> serializePayload(Serializer serializer, Class<R> representation) {
            return serializer.getConverter().convert(stored, representation);
        }
    }
}
