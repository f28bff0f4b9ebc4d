package io.fluvius.query.parser;

import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Suggestion;
import io.fluvius.query.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses statements, such as {@code name.has} with its value, against the fields of a view. */
final class StatementParser {

    /** The maximum number of values in a list; far above the needs of real queries. */
    static final int MAX_VALUES = 1000;

    /** What a name that is not a field may have been meant as, in an object. */
    private static final List<String> COMPOSITES = List.of(".and", ".or");

    private final ViewType<?> view;
    private final QueryFaults faults;

    StatementParser(ViewType<?> view, QueryFaults faults) {
        this.view = view;
        this.faults = faults;
    }

    /**
     * Parses a statement. Returns null after adding a fault.
     *
     * @param value the operand, or the list of the operands
     */
    @Nullable Filter parse(String key, RawValue value, String pointer) {
        int end = endOfField(key);
        ViewField field = view.field(key.substring(0, end)).orElse(null);
        if (field == null) {
            faults.add(pointer, unknownField(key.substring(0, end), value));
            return null;
        }
        String name = end == key.length() ? Operator.EQ.text() : key.substring(end + 1);
        Operator operator = Operator.named(name).orElse(null);
        if (operator == null || !field.type().operators().contains(operator)) {
            List<String> operators = operators(field);
            faults.add(
                    pointer,
                    "must have one of the operators " + String.join(" ", operators) + Suggestion.of(name, operators));
            return null;
        }
        Filter filter = compare(field, operator, value, pointer);
        boolean isNegated = end < key.length() && key.charAt(end) == '!';
        return filter != null && isNegated ? new Filter.Not(filter) : filter;
    }

    private @Nullable Filter compare(ViewField field, Operator operator, RawValue value, String pointer) {
        if (value instanceof RawValue.Typed typed && typed.object() instanceof Map<?, ?> nested) {
            faults.add(
                    pointer,
                    "must not be an object; the operator is a part of the key, such as " + field.name() + "."
                            + operatorIn(nested, field));
            return null;
        }
        if (operator.takesList()) {
            return list(field, operator, value.list(), pointer);
        }
        if (value instanceof RawValue.Repeated || value instanceof RawValue.Typed && value.list() != null) {
            boolean hasList = field.type().operators().contains(Operator.IN);
            faults.add(pointer, "takes one value" + (hasList ? "; a list has the key " + field.name() + ".in" : ""));
            return null;
        }
        boolean isEquality = operator == Operator.EQ || operator == Operator.NE;
        if (isEquality && value.isNull(field)) {
            return absent(field, operator, pointer);
        }
        Object converted = operand(field, value, pointer);
        return converted == null ? null : filter(field, operator, List.of(converted));
    }

    private @Nullable Filter absent(ViewField field, Operator operator, String pointer) {
        if (!field.nullable()) {
            faults.add(pointer, "must not be null: the field always has a value");
            return null;
        }
        Filter absent = new Filter.Absent(field);
        return operator == Operator.EQ ? absent : new Filter.Not(absent);
    }

    private @Nullable Filter list(ViewField field, Operator operator, @Nullable List<RawValue> values, String pointer) {
        if (values == null || values.isEmpty() || values.size() > MAX_VALUES) {
            faults.add(pointer, "must be a list of 1 to " + MAX_VALUES + " values");
            return null;
        }
        List<Object> converted = new ArrayList<>();
        for (int index = 0; index < values.size(); index++) {
            Object element = operand(field, values.get(index), pointer + "/" + index);
            if (element != null) {
                converted.add(element);
            }
        }
        if (converted.size() < values.size() || operator == Operator.BETWEEN && !checkRange(converted, pointer)) {
            return null;
        }
        return filter(field, operator, converted);
    }

    private Filter filter(ViewField field, Operator operator, List<Object> values) {
        return KeptText.filter(view, TimePrecision.reduce(new Filter.Compare(field, operator, values)));
    }

    private @Nullable Object operand(ViewField field, RawValue value, String pointer) {
        if (value.isNull(field)) {
            faults.add(pointer, "must not be null: only eq and ne accept null");
            return null;
        }
        return ValueConverter.convert(value, field, pointer, faults);
    }

    @SuppressWarnings("unchecked")
    private boolean checkRange(List<Object> values, String pointer) {
        if (values.size() == 2 && ((Comparable<Object>) values.getFirst()).compareTo(values.getLast()) <= 0) {
            return true;
        }
        faults.add(pointer, "must be two values, the first not after the second");
        return false;
    }

    private static int endOfField(String key) {
        int at = 0;
        while (at < key.length() && key.charAt(at) != '.' && key.charAt(at) != '!') {
            at++;
        }
        return at;
    }

    private static List<String> operators(ViewField field) {
        return field.type().operators().stream().map(Operator::text).toList();
    }

    /** Returns the operator that an object names as other query languages do, else the first one of the field. */
    private static String operatorIn(Map<?, ?> nested, ViewField field) {
        List<String> operators = operators(field);
        return nested.keySet().stream()
                .map(key -> String.valueOf(key).replaceFirst("^[$._]", ""))
                .filter(operators::contains)
                .findFirst()
                .orElse(operators.getFirst());
    }

    private String unknownField(String name, RawValue value) {
        List<String> known =
                new ArrayList<>(view.fields().stream().map(ViewField::name).toList());
        known.addAll(value instanceof RawValue.Typed ? COMPOSITES : UrlQueryParser.RESERVED);
        return "is not a field of " + view.resource() + Suggestion.of(name, known);
    }
}
