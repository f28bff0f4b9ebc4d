package io.fluvius.domain.text;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How JSON from callers is read: no key twice in an object, nothing after the end, numbers to their last digit. What is
 * written keeps the order in which a record declares its members.
 */
public final class StrictJson {

    private StrictJson() {}

    /** A new builder with these settings, for more to be added. */
    public static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
    }
}
