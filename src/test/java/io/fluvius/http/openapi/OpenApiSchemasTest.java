package io.fluvius.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.command.payload.PayloadSchemas;
import io.fluvius.command.payload.Validators;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.domain.Trimmed;
import io.fluvius.http.request.Json;
import io.swagger.v3.core.util.Json31;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

class OpenApiSchemasTest {

    /** In alphabetical order, because that is the order in which the document names the required members. */
    @AtLeastOne
    record Everything(
            @Trimmed @Email @Size(max = 9) String address,
            @Nullable Instant at,
            @Nullable DayOfWeek day,
            boolean flag,
            UUID id,
            @Positive Long large,
            BigDecimal price,
            @Size(min = 1, max = 3) Set<String> set,
            int small,
            List<Within> within) {}

    record Within(@Size(min = 1, max = 3) String text) {}

    @Test
    void the_schema_of_a_payload_keeps_every_keyword_in_the_document() throws Exception {
        JsonNode schema = new PayloadSchemas(Validators.VALIDATOR).schemaOf(Everything.class);

        Map<String, Object> members = Json.MAPPER.convertValue(schema, new TypeReference<Map<String, Object>>() {});
        String documented = Json31.mapper().writeValueAsString(OpenApiSchemas.schema(members));

        assertThat(Json.MAPPER.readTree(documented)).isEqualTo(Json.MAPPER.readTree(schema.toString()));
    }
}
