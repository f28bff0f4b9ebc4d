package io.fluvius.domain.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashSet;
import java.util.Set;
import org.axonframework.eventhandling.TrackingToken;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/**
 * Configures JSON that is stored. Members have the order of the components of the record, and members without a value are
 * omitted. The elements of a set keep their order, so that reading and writing stored JSON does not change it.
 */
public final class StoredJson {

    /**
     * A token can contain other tokens, as that of a processor which replays events does, and names their types. Jackson
     * reads only types that a validator allows.
     */
    private static final PolymorphicTypeValidator TOKENS = BasicPolymorphicTypeValidator.builder()
            .allowIfSubType(TrackingToken.class)
            .build();

    private StoredJson() {}

    /** Applies this configuration to a builder. */
    public static void customize(JsonMapper.Builder mapper) {
        mapper.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addModule(new SimpleModule("stored").addAbstractTypeMapping(Set.class, LinkedHashSet.class))
                .polymorphicTypeValidator(TOKENS);
    }

    /** Creates a mapper with this configuration. */
    public static JsonMapper mapper() {
        JsonMapper.Builder mapper = JsonMapper.builder();
        customize(mapper);
        return mapper.build();
    }
}
