package io.fluvius.query.parser;

import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses statements, such as {@code name.has} with its value, against the fields of a view. */
final class StatementParser {

    /** The maximum number of values in a list; far above the needs of real queries. */
    static final int MAX_VALUES = 1000;

    private final ViewType<?> view;
    private final QueryFaults faults;

    StatementParser(ViewType<?> view, QueryFaults faults) {
        this.view = view;
        this.faults = faults;
    }

    /**
     * Parses a statement. Returns null after adding a fault.
     *
     * @param values the operand or operands of the statement
     */
    @Nullable Filter parse(String key, Values values, String pointer) {
        int end = endOfField(key);
        ViewField field = view.field(key.substring(0, end)).orElse(null);
        if (field == null) {
            faults.add(pointer, "is not a field of " + view.resource());
            return null;
        }
        Operator operator = end == key.length()
                ? Operator.EQ
                : Operator.named(key.substring(end + 1)).orElse(null);
        if (operator == null || !field.type().operators().contains(operator)) {
            faults.add(pointer, "must have one of the operators " + operators(field));
            return null;
        }
        Filter filter = compare(field, operator, values, pointer);
        boolean isNegated = end < key.length() && key.charAt(end) == '!';
        return filter != null && isNegated ? new Filter.Not(filter) : filter;
    }

    private @Nullable Filter compare(ViewField field, Operator operator, Values values, String pointer) {
        if (operator.takesList()) {
            return list(field, operator, values.list(), pointer);
        }
        RawValue value = values.single();
        if (value.isNull()) {
            return absence(field, operator, pointer);
        }
        Object converted = ValueConverter.convert(value, field, pointer, faults);
        return converted == null ? null : new Filter.Compare(field, operator, List.of(converted));
    }

    private @Nullable Filter absence(ViewField field, Operator operator, String pointer) {
        return switch (operator) {
            case EQ -> new Filter.Absent(field);
            case NE -> new Filter.Not(new Filter.Absent(field));
            default -> {
                faults.add(pointer, "must not be null: only eq and ne accept null");
                yield null;
            }
        };
    }

    private @Nullable Filter list(ViewField field, Operator operator, @Nullable List<RawValue> values, String pointer) {
        if (values == null || values.isEmpty() || values.size() > MAX_VALUES) {
            faults.add(pointer, "must be a list of 1 to " + MAX_VALUES + " values");
            return null;
        }
        List<Object> converted = new ArrayList<>();
        for (int index = 0; index < values.size(); index++) {
            addElement(field, values.get(index), pointer + "/" + index, converted);
        }
        if (converted.size() < values.size() || operator == Operator.BETWEEN && !checkRange(converted, pointer)) {
            return null;
        }
        return new Filter.Compare(field, operator, converted);
    }

    private void addElement(ViewField field, RawValue value, String pointer, List<Object> converted) {
        if (value.isNull()) {
            faults.add(pointer, "must not be null: only eq and ne accept null");
            return;
        }
        Object element = ValueConverter.convert(value, field, pointer, faults);
        if (element != null) {
            converted.add(element);
        }
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
        for (int at = 0; at < key.length(); at++) {
            if (key.charAt(at) == '.' || key.charAt(at) == '!') {
                return at;
            }
        }
        return key.length();
    }

    private static String operators(ViewField field) {
        return field.type().operators().stream().map(Operator::text).collect(Collectors.joining(" "));
    }

    /** The operands of a statement, read as the operator requires. */
    interface Values {

        /** Returns the operand of an operator that takes one value. */
        RawValue single();

        /** Returns the operands of an operator that takes a list; null if the value is not a list. */
        @Nullable List<RawValue> list();
    }
}
