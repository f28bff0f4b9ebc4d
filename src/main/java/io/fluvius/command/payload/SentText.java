package io.fluvius.command.payload;

import io.fluvius.domain.Text;
import io.fluvius.domain.record.RecordType.Component;
import io.fluvius.problem.Fault;
import jakarta.validation.Validator;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Validates texts as they were sent, before they were brought to their normal form. A JSON Schema describes texts as they are
 * sent, because it knows no normal forms; so a text must satisfy the constraints in both forms.
 */
final class SentText {

    private SentText() {}

    /** Adds the faults of a component, if it is a text or a collection of texts that are not in normal form. */
    static void addFaults(JsonNode sent, Component component, Validator validator, String pointer, Set<Fault> faults) {
        if (isText(component.type()) && !isNormalized(sent)) {
            Class<?> owner = component.declaration().getDeclaringRecord();
            Object value = value(sent, component.type());
            ConstraintViolations.addFaultsOfComponent(
                    validator.validateValue(owner, component.name(), value), pointer, faults);
        }
    }

    private static boolean isText(Type type) {
        return type instanceof ParameterizedType generic
                ? isText(generic.getActualTypeArguments()[0])
                : type == String.class;
    }

    private static boolean isNormalized(JsonNode node) {
        return node.isString()
                ? Text.normalized(node.stringValue()).equals(node.stringValue())
                : node.values().stream().allMatch(SentText::isNormalized);
    }

    private static Object value(JsonNode node, Type type) {
        if (!(type instanceof ParameterizedType generic)) {
            return node.stringValue();
        }
        List<Object> elements = node.values().stream()
                .map(it -> value(it, generic.getActualTypeArguments()[0]))
                .toList();
        return generic.getRawType() == Set.class ? new LinkedHashSet<>(elements) : elements;
    }
}
