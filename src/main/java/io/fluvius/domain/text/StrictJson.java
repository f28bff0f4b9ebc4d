package io.fluvius.domain.text;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures JSON that callers send and receive. Reading rejects duplicate keys in an object and anything after the end of
 * the document, and keeps every digit of a number. Written members have the order of the components of the record.
 */
public final class StrictJson {

    private StrictJson() {}

    /** Creates a builder with this configuration, for the caller to extend. */
    public static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
    }
}
