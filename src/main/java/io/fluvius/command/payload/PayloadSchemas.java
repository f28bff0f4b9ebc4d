package io.fluvius.command.payload;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.domain.Trimmed;
import io.fluvius.domain.record.RecordType;
import io.fluvius.domain.record.RecordType.Component;
import io.fluvius.domain.record.SingleValue;
import jakarta.validation.Validator;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generates JSON Schemas of payloads, which describe exactly what {@link PayloadBinder} accepts with the same validator. What JSON
 * Schema cannot express, such as constraints of an application's own, is missing: a schema accepts more than the
 * binder in places, and never less.
 */
public final class PayloadSchemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Validator validator;

    public PayloadSchemas(Validator validator) {
        this.validator = validator;
    }

    /** Returns the JSON Schema (2020-12) of a payload. */
    public JsonNode schemaOf(Class<? extends Record> payload) {
        return JSON.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .setAll(object(payload));
    }

    private ObjectNode object(Class<?> type) {
        List<Component> components = RecordType.of(type).components();
        ObjectNode schema = JSON.objectNode().put("type", "object");
        if (!components.isEmpty()) {
            ObjectNode properties = schema.putObject("properties");
            components.forEach(it -> properties.set(it.name(), member(type, it)));
        }
        List<String> required = components.stream()
                .filter(it -> isRequired(type, it))
                .map(Component::name)
                .toList();
        if (!required.isEmpty()) {
            schema.set("required", texts(required));
        }
        if (type.isAnnotationPresent(AtLeastOne.class)) {
            requireAny(schema);
        }
        describe(type, schema);
        return schema.put("additionalProperties", false);
    }

    private ObjectNode member(Class<?> owner, Component member) {
        ObjectNode schema = value(member, Constraints.of(validator, owner, member.name()));
        describe(member.declaration().getAccessor(), schema);
        return isRequired(owner, member) ? schema : nullable(schema);
    }

    private boolean isRequired(Class<?> owner, Component member) {
        return !member.nullable()
                || Constraints.of(validator, owner, member.name()).forbidNull();
    }

    private ObjectNode value(Component component, Constraints constraints) {
        return component.type() == String.class
                ? TextSchemas.of(constraints, component.declaration().isAnnotationPresent(Trimmed.class))
                : value(component.type(), constraints);
    }

    private ObjectNode value(Type type, Constraints constraints) {
        if (type instanceof ParameterizedType generic) {
            return array(generic, constraints);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return TextSchemas.of(constraints, false);
        }
        if (SingleValue.isWrapper(plain)) {
            Component only = SingleValue.of(plain).component();
            return value(only, Constraints.of(validator, plain, only.name()));
        }
        if (plain.isRecord()) {
            return object(plain);
        }
        return NumberBounds.add(constraints, ValueSchemas.of(plain));
    }

    private ObjectNode array(ParameterizedType type, Constraints constraints) {
        ObjectNode schema = JSON.objectNode().put("type", "array");
        if (constraints.leastSize() > 0) {
            schema.put("minItems", constraints.leastSize());
        }
        if (constraints.hasGreatestSize()) {
            schema.put("maxItems", constraints.greatestSize());
        }
        if (type.getRawType() == Set.class) {
            schema.put("uniqueItems", true);
        }
        return schema.set("items", value(type.getActualTypeArguments()[0], constraints.ofElements()));
    }

    /**
     * Null means that a member is left out, so members that are null do not count. Generators of clients would declare a class
     * for a schema with properties.
     */
    private static void requireAny(ObjectNode schema) {
        schema.put("minProperties", 1);
        schema.putObject("not").putObject("additionalProperties").put("type", "null");
    }

    private static ObjectNode nullable(ObjectNode schema) {
        schema.set("type", texts(List.of(schema.get("type").stringValue(), "null")));
        if (schema.has("enum")) {
            schema.withArray("enum").addNull();
        }
        return schema;
    }

    private static void describe(AnnotatedElement declaration, ObjectNode schema) {
        JsonClassDescription ofType = declaration.getAnnotation(JsonClassDescription.class);
        JsonPropertyDescription ofMember = declaration.getAnnotation(JsonPropertyDescription.class);
        if (ofType != null) {
            schema.put("description", ofType.value());
        } else if (ofMember != null) {
            schema.put("description", ofMember.value());
        }
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
