package io.fluvius.command.payload;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.domain.record.SingleValue;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Generates JSON Schemas of payloads, which describe exactly what {@link PayloadBinder} accepts. */
public final class PayloadSchemas {

    private final SchemaGenerator generator;

    public PayloadSchemas() {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
        config.with(new JacksonSchemaModule())
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
                .with(Option.INLINE_ALL_SCHEMAS, Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES);
        // properties in the order of the record's components
        config.forTypesInGeneral().withPropertySorter((one, other) -> 0);
        config.forFields()
                .withRequiredCheck(PayloadSchemas::isRequired)
                .withInstanceAttributeOverride((schema, field, context) -> constrainText(schema, field));
        config.forTypesInGeneral().withCustomDefinitionProvider(PayloadSchemas::singleValue);
        config.forTypesInGeneral().withTypeAttributeOverride((schema, scope, context) -> {
            if (!"object".equals(schema.path("type").asString(""))) {
                schema.remove("additionalProperties");
            }
            if (scope.getType() != null && scope.getType().getErasedType().isAnnotationPresent(AtLeastOne.class)) {
                schema.put("minProperties", 1);
            }
        });
        this.generator = new SchemaGenerator(config.build());
    }

    /** Returns the JSON Schema (2020-12) of a payload. */
    public JsonNode schemaOf(Class<? extends Record> payload) {
        return generator.generateSchema(payload);
    }

    /**
     * JSON Schema matches patterns anywhere in the text, Jakarta Validation matches them against the whole text. JSON Schema
     * has no keyword for "not blank".
     */
    private static void constrainText(ObjectNode schema, FieldScope field) {
        if (schema.has("pattern")) {
            schema.put("pattern", "^(?:" + schema.get("pattern").asString() + ")$");
        } else if (field.getAnnotationConsideringFieldAndGetterIfSupported(NotBlank.class) != null) {
            schema.put("pattern", "\\S");
        }
    }

    private static boolean isRequired(FieldScope field) {
        return !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The JSON representation of a record around a single value is that value, with the component's constraints. */
    private static @Nullable CustomDefinition singleValue(ResolvedType type, SchemaGenerationContext context) {
        if (!SingleValue.isWrapper(type.getErasedType())) {
            return null;
        }
        var members = context.getTypeContext().resolveWithMembers(type);
        FieldScope only = context.getTypeContext()
                .createFieldScope(members.getMemberFields()[0], new MemberScope.DeclarationDetails(type, members));
        return new CustomDefinition(context.createStandardDefinitionReference(only, null), true);
    }
}
