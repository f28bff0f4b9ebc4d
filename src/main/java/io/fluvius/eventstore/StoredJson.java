package io.fluvius.eventstore;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** How JSON that is kept looks: members in the order in which the record declares them, absent ones left out. */
final class StoredJson {

    private StoredJson() {}

    static void customize(JsonMapper.Builder mapper) {
        mapper.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL));
    }

    static JsonMapper mapper() {
        JsonMapper.Builder mapper = JsonMapper.builder();
        customize(mapper);
        return mapper.build();
    }
}
