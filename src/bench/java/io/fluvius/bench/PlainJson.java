package io.fluvius.bench;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fluvius.domain.record.Names;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.user.UserEvent;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** Axon's JSON serializer, configured to use the application's format for user events. */
final class PlainJson extends Jackson3Serializer {

    private static final Map<Class<?>, String> NAMES = SealedFamily.members(UserEvent.class).stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), event -> "user." + Names.kebab(event)));
    private static final Map<String, String> CLASSES = NAMES.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getValue, event -> event.getKey().getName()));

    private PlainJson() {
        super(builder()
                .revisionResolver(new AnnotationRevisionResolver())
                .jsonMapperBuilderCustomizer(mapper -> mapper.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))));
    }

    static Jackson3Serializer ofEvents() {
        return new PlainJson();
    }

    /** Returns a serializer for tokens, which may contain other tokens. */
    static Jackson3Serializer ofTokens() {
        return builder()
                .jsonMapperBuilderCustomizer(
                        mapper -> mapper.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType(TrackingToken.class)
                                .build()))
                .build();
    }

    /** Returns a serializer for snapshots, which uses fields, because aggregates have no accessors. */
    static Jackson3Serializer ofFields() {
        return builder()
                .jsonMapperBuilderCustomizer(mapper -> mapper.enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                        .changeDefaultVisibility(it -> it.withFieldVisibility(Visibility.ANY)))
                .build();
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(@Nullable Class type) {
        SerializedType plain = super.typeForClass(type);
        String name = type == null ? null : NAMES.get((Class<?>) type);
        return name == null ? plain : new SimpleSerializedType(name, plain.getRevision());
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        return CLASSES.getOrDefault(type.getName(), type.getName());
    }
}
