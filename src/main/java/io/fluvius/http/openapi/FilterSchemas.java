package io.fluvius.http.openapi;

import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.described;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;
import static io.fluvius.http.openapi.OpenApiSchemas.with;

import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Describes the filters of a view. A filter has a member for each field, for each operator of it, and for the negations that
 * no other operator stands for. All other statements are allowed by the pattern of names: a class with twice as many members
 * would say nothing more, and generators make the same name of {@code .or} and {@code !or}.
 */
final class FilterSchemas {

    /** The operators whose negation no other operator stands for. */
    private static final Set<Operator> NEGATED =
            EnumSet.of(Operator.HAS, Operator.STARTS, Operator.ENDS, Operator.BETWEEN, Operator.ALL, Operator.ANY);

    private final Map<String, Map<String, Object>> enums;

    /** Creates the schemas of a view with references to the schemas of its enums, by the names of their fields. */
    FilterSchemas(Map<String, Map<String, Object>> enums) {
        this.enums = enums;
    }

    /**
     * A filter of a view in JSON.
     *
     * @param self a reference to this schema
     */
    Map<String, Object> filter(ViewType<?> view, Map<String, Object> self) {
        ObjectSchema schema = new ObjectSchema()
                .description(
                        "Statements, all of which a row must match. A member is a field, alone or followed by a dot and"
                                + " an operator; an exclamation mark in place of the dot negates the statement");
        view.fields().forEach(field -> addStatements(schema, field));
        Map<String, Object> filters = operands(self, 1, 1000);
        schema.optional(".and", described(filters, "Filters that all match"))
                .optional(".or", described(filters, "Filters of which at least one matches"));
        return with(schema.open(), "propertyNames", Map.of("pattern", names(view)));
    }

    private void addStatements(ObjectSchema schema, ViewField field) {
        Set<Operator> operators = field.type().operators();
        if (operators.contains(Operator.EQ)) {
            schema.optional(field.name(), statement(field, Operator.EQ));
        }
        for (Operator operator : operators) {
            if (operator != Operator.EQ) {
                schema.optional(field.name() + "." + operator.text(), statement(field, operator));
            }
            if (NEGATED.contains(operator)) {
                schema.optional(field.name() + "!" + operator.text(), statement(field, operator));
            }
        }
    }

    private static String names(ViewType<?> view) {
        return view.fields().stream()
                .map(FilterSchemas::names)
                .collect(Collectors.joining("|", "^(", "|[.!](and|or))$"));
    }

    private static String names(ViewField field) {
        Set<Operator> operators = field.type().operators();
        String suffixes = operators.stream().map(Operator::text).collect(Collectors.joining("|", "[.!](", ")"));
        return field.name() + (operators.contains(Operator.EQ) ? "(" + suffixes + ")?" : suffixes);
    }

    private Map<String, Object> statement(ViewField field, Operator operator) {
        Map<String, Object> value = value(field);
        if (operator.takesList()) {
            return operator == Operator.BETWEEN ? operands(value, 2, 2) : operands(value, 1, 1000);
        }
        boolean testsForAbsence = operator == Operator.EQ || operator == Operator.NE;
        return testsForAbsence && field.nullable() ? nullable(value) : value;
    }

    /** The extension makes generators of Java clients leave an unset list out; they would send an empty one. */
    private static Map<String, Object> operands(Map<String, Object> value, int least, int most) {
        return with(with(with(list(value), "minItems", least), "maxItems", most), "x-nullable", true);
    }

    private Map<String, Object> value(ViewField field) {
        return switch (field.type()) {
            case DATE_TIME -> SharedSchemas.TIME_OR_DATE;
            case TEXT_SET -> TEXT;
            case ENUM -> enums.getOrDefault(field.name(), TEXT);
            default -> OpenApiSchemas.value(field);
        };
    }
}
