package io.fluvius.eventstore;

import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Events as readable JSON under their {@link EventNames}. The revision is that of {@code @Revision}. Safe for use by
 * many threads.
 */
final class EventSerializer extends Jackson3Serializer {

    private final EventNames names;

    EventSerializer(EventNames names) {
        super(Jackson3Serializer.builder()
                .revisionResolver(new AnnotationRevisionResolver())
                .jsonMapperBuilderCustomizer(StoredJson::customize));
        this.names = names;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(@Nullable Class type) {
        SerializedType plain = super.typeForClass(type);
        return type == null
                ? plain
                : names.nameOf((Class<?>) type)
                        .<SerializedType>map(name -> new SimpleSerializedType(name, plain.getRevision()))
                        .orElse(plain);
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        return names.typeOf(type.getName()).map(Class::getName).orElse(type.getName());
    }
}
