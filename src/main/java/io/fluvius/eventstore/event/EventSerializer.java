package io.fluvius.eventstore.event;

import io.fluvius.domain.text.StoredJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Events as readable JSON under their {@link EventNames}. The revision is that of {@code @Revision}. Safe for use by
 * many threads.
 */
public final class EventSerializer extends Jackson3Serializer {

    private final EventNames names;
    /** The name and the revision of a class do not change, and are asked for twice an event. */
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
        return type == null ? super.typeForClass(null) : types.computeIfAbsent(type, this::named);
    }

    private SerializedType named(Class<?> type) {
        SerializedType plain = super.typeForClass(type);
        return names.nameOf(type)
                .<SerializedType>map(name -> new SimpleSerializedType(name, plain.getRevision()))
                .orElse(plain);
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        return names.typeOf(type.getName()).map(Class::getName).orElse(type.getName());
    }
}
