package io.fluvius.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fluvius.command.payload.PayloadSchemas;
import io.fluvius.command.payload.Validators;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.domain.Trimmed;
import io.fluvius.http.request.Json;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

class ExamplesTest {

    record Nothing() {}

    record Optional(@Nullable String text) {}

    @AtLeastOne
    record Any(@Nullable String text, @Nullable Integer number) {}

    record Texts(
            @Trimmed @NotBlank @Size(max = 200) String name,
            @Trimmed @Email String email,
            @Size(max = 1) String initial,
            @Pattern(regexp = "[A-Z]+") String code,
            @Pattern(regexp = "[0-9]") String digit) {}

    record Numbers(
            int small,
            long large,
            @Negative int debt,
            @Positive BigDecimal price,
            @Max(-5) long depth) {}

    record Values(boolean flag, UUID id, Instant at, LocalDate on, DayOfWeek day) {}

    record Lists(@Size(min = 1) List<String> actions, Set<UUID> users, List<Values> within) {}

    record Unusual(@Pattern(regexp = "[A-Z]{2}-[0-9]{6}") String number) {}

    record Pair(@Size(min = 2) Set<String> names) {}

    @ParameterizedTest
    @ValueSource(
            classes = {Nothing.class, Optional.class, Any.class, Texts.class, Numbers.class, Values.class, Lists.class})
    void the_example_of_a_payload_is_valid(Class<? extends Record> payload) {
        JsonNode schema = new PayloadSchemas(Validators.VALIDATOR).schemaOf(payload);

        JsonNode example = Json.MAPPER.valueToTree(example(schema));

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(example))
                .isEmpty();
    }

    @Test
    void an_example_has_the_required_members_only() {
        PayloadSchemas schemas = new PayloadSchemas(Validators.VALIDATOR);

        assertThat(example(schemas.schemaOf(Optional.class))).isEqualTo(Map.of());
        assertThat(example(schemas.schemaOf(Any.class))).isEqualTo(Map.of("text", "Text", "number", 1L));
    }

    @ParameterizedTest
    @ValueSource(classes = {Unusual.class, Pair.class})
    void a_payload_for_which_no_example_is_found_has_none(Class<? extends Record> payload) {
        assertThat(example(new PayloadSchemas(Validators.VALIDATOR).schemaOf(payload)))
                .isNull();
    }

    private static @Nullable Object example(JsonNode schema) {
        return Examples.payload(Json.MAPPER.convertValue(schema, new TypeReference<>() {}));
    }
}
