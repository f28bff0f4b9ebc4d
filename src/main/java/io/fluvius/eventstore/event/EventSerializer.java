package io.fluvius.eventstore.event;

import io.fluvius.domain.registry.EventEvolution;
import io.fluvius.domain.text.StoredJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializes events as readable JSON under their {@link EventNames}, with the revision of {@code @Revision}, and reads also
 * earlier revisions. Safe for use by many threads.
 */
public final class EventSerializer extends Jackson3Serializer {

    private final EventNames names;
    /** A cache: Axon asks twice per event for the type of its class. */
    private final Map<Class<?>, SerializedType> types = new ConcurrentHashMap<>();

    public EventSerializer(EventNames names) {
        super(Jackson3Serializer.builder()
                .revisionResolver(new AnnotationRevisionResolver())
                .jsonMapperBuilderCustomizer(StoredJson::customize));
        this.names = names;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(@Nullable Class type) {
        return type == null ? super.typeForClass(null) : types.computeIfAbsent(type, this::computeType);
    }

    private SerializedType computeType(Class<?> type) {
        SerializedType byClass = super.typeForClass(type);
        return names.nameOf(type)
                .<SerializedType>map(name -> new SimpleSerializedType(name, byClass.getRevision()))
                .orElse(byClass);
    }

    /**
     * Brings an event of an earlier revision to that of its record. This is not a part of Axon's chain of upcasters, because parked
     * events are read without it.
     *
     * @throws SerializationException when the domain has no upcaster from a stored revision
     */
    @Override
    @SuppressWarnings("unchecked") // the type that was stored determines the type that is returned
    public <S, T> @Nullable T deserialize(SerializedObject<S> stored) {
        Class<?> type = names.typeOf(stored.getType().getName()).orElse(null);
        EventEvolution evolution = type == null ? null : names.evolutionOf(type).orElse(null);
        String revision = stored.getType().getRevision();
        if (type == null || evolution == null || revision == null || evolution.isCurrent(type, revision)) {
            return super.deserialize(stored);
        }
        try {
            String payload = getConverter().convert(stored, String.class).getData();
            return (T) evolution.read(type, revision, payload, getObjectMapper());
        } catch (EventEvolution.UnreadableException unreadable) {
            throw new SerializationException(stored.getType().getName() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        return names.typeOf(type.getName()).map(Class::getName).orElse(type.getName());
    }
}
