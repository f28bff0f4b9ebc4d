package io.fluvius.command.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON Schema (2020-12) as a validator that callers use reads it. */
final class JsonSchema {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema OF_SCHEMAS =
            REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    /** The validator compares with bounds of other types in 64 bits, and fails for numbers that have more. */
    private static final JsonMapper LARGE_BOUNDS = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Schema schema;

    JsonSchema(JsonNode schema) {
        assertThat(accepts(OF_SCHEMAS, schema, true)).as("%s", schema).isTrue();
        this.schema = REGISTRY.getSchema(LARGE_BOUNDS.readTree(schema.toString()));
    }

    /** Returns the verdict, which does not depend on whether the validator checks formats. */
    boolean accepts(JsonNode value) {
        boolean accepts = accepts(schema, value, true);
        assertThat(accepts(schema, value, false)).as("%s", value).isEqualTo(accepts);
        return accepts;
    }

    private static boolean accepts(Schema schema, JsonNode value, boolean checksFormats) {
        return schema.validate(
                        value,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(checksFormats)))
                .isEmpty();
    }
}
