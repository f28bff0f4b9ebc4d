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
 * How JSON that is kept looks: members in the order in which the record declares them, absent ones left out. The elements
 * of a set keep their order, so that what was read is written as it was.
 */
public final class StoredJson {

    /**
     * A token may hold others, as that of a processor which replays does. Jackson reads no type by its name unless told
     * that it may.
     */
    private static final PolymorphicTypeValidator TOKENS = BasicPolymorphicTypeValidator.builder()
            .allowIfSubType(TrackingToken.class)
            .build();

    private StoredJson() {}

    public static void customize(JsonMapper.Builder mapper) {
        mapper.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addModule(new SimpleModule("stored").addAbstractTypeMapping(Set.class, LinkedHashSet.class))
                .polymorphicTypeValidator(TOKENS);
    }

    public static JsonMapper mapper() {
        JsonMapper.Builder mapper = JsonMapper.builder();
        customize(mapper);
        return mapper.build();
    }
}
