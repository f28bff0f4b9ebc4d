package io.fluvius.aggregate;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import io.fluvius.domain.text.StoredJson;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serializes aggregates as JSON with their fields of any visibility, under the names of {@link AggregateTypes} and with the
 * revisions of {@link CodeRevisions}. {@link StoredCollections} reads their collections. Safe for use by many threads.
 */
final class SnapshotSerializer extends Jackson3Serializer {

    private final AggregateTypes types;
    private final PersonalStates personal;

    SnapshotSerializer(AggregateTypes types, PersonalStates personal) {
        super(Jackson3Serializer.builder()
                .revisionResolver(new CodeRevisions())
                .disableCachingOfUnknownClasses()
                .jsonMapperBuilderCustomizer(SnapshotSerializer::customize));
        this.types = types;
        this.personal = personal;
    }

    /**
     * Reads what is stored, also when it is encrypted.
     *
     * @throws org.axonframework.serialization.SerializationException also if the person was forgotten
     */
    @Override
    public <S, T> @Nullable T deserialize(SerializedObject<S> stored) {
        return super.deserialize(personal.decrypted(stored, getConverter()));
    }

    private static void customize(JsonMapper.Builder mapper) {
        StoredJson.customize(mapper);
        mapper.changeDefaultVisibility(it -> it.withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                        .withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                        .withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                        .withVisibility(PropertyAccessor.SETTER, Visibility.NONE))
                // the constructor may set a field that is null now
                .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.ALWAYS))
                .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS);
        StoredCollections.customize(mapper);
    }

    /** Whether the running code has created what is stored under this type. */
    boolean isFromRunningCode(SerializedType stored) {
        return types.byName(stored.getName())
                .map(this::typeForClass)
                .filter(stored::equals)
                .isPresent();
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(@Nullable Class type) {
        return type != null && types.contains(type)
                ? new SimpleSerializedType(
                        AggregateTypes.nameOf(type), getRevisionResolver().revisionOf(type))
                : super.typeForClass(type);
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        return types.byName(type.getName()).map(Class::getName).orElse(type.getName());
    }
}
