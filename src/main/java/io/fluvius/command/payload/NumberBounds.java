package io.fluvius.command.payload;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/** Describes constraints on numbers by keywords of JSON Schema. The number of decimals is not among them: {@link ValueSchemas}. */
final class NumberBounds {

    private static final String MINIMUM = "minimum";
    private static final String MAXIMUM = "maximum";
    private static final String ABOVE = "exclusiveMinimum";
    private static final String BELOW = "exclusiveMaximum";

    private NumberBounds() {}

    /** Adds the bounds to a schema, unless it is not the schema of a number, and returns it. */
    static ObjectNode add(Constraints constraints, ObjectNode schema) {
        if (schema.path("type").stringValue().matches("integer|number")) {
            constraints.all().forEach(it -> add(it, schema));
        }
        return schema;
    }

    private static void add(Annotation constraint, ObjectNode schema) {
        switch (constraint) {
            case Min it -> atLeast(schema, MINIMUM, BigDecimal.valueOf(it.value()));
            case Max it -> atMost(schema, MAXIMUM, BigDecimal.valueOf(it.value()));
            case DecimalMin it -> atLeast(schema, it.inclusive() ? MINIMUM : ABOVE, new BigDecimal(it.value()));
            case DecimalMax it -> atMost(schema, it.inclusive() ? MAXIMUM : BELOW, new BigDecimal(it.value()));
            case Positive it -> atLeast(schema, ABOVE, BigDecimal.ZERO);
            case PositiveOrZero it -> atLeast(schema, MINIMUM, BigDecimal.ZERO);
            case Negative it -> atMost(schema, BELOW, BigDecimal.ZERO);
            case NegativeOrZero it -> atMost(schema, MAXIMUM, BigDecimal.ZERO);
            case Digits it -> {
                atLeast(schema, ABOVE, BigDecimal.TEN.pow(it.integer()).negate());
                atMost(schema, BELOW, BigDecimal.TEN.pow(it.integer()));
            }
            default -> {
                // a constraint on something else, or one of the application's own
            }
        }
    }

    private static void atLeast(ObjectNode schema, String keyword, BigDecimal bound) {
        schema.put(keyword, schema.path(keyword).asDecimal(bound).max(bound));
    }

    private static void atMost(ObjectNode schema, String keyword, BigDecimal bound) {
        schema.put(keyword, schema.path(keyword).asDecimal(bound).min(bound));
    }
}
