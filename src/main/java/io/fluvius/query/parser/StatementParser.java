package io.fluvius.query.parser;

import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses one statement, {@code name.has} with its value, against the fields of a view. */
final class StatementParser {

    /** More values than this in one list are no question that a person or program asks. */
    static final int MAX_VALUES = 1000;

    private final ViewType<?> view;
    private final QueryFaults faults;

    StatementParser(ViewType<?> view, QueryFaults faults) {
        this.view = view;
        this.faults = faults;
    }

    /**
     * The filter, or null after a fault was added.
     *
     * @param values gives the list of an operator that takes one, or the only value; null when it is no list
     */
    @Nullable Filter parse(String key, Values values, String pointer) {
        int end = endOfField(key);
        ViewField field = view.field(key.substring(0, end)).orElse(null);
        if (field == null) {
            faults.add(pointer, "is no field of " + view.resource());
            return null;
        }
        Operator operator = end == key.length()
                ? Operator.EQ
                : Operator.named(key.substring(end + 1)).orElse(null);
        if (operator == null || !field.type().operators().contains(operator)) {
            faults.add(pointer, "must have one of the operators " + operators(field));
            return null;
        }
        Filter plain = compare(field, operator, values, pointer);
        boolean negated = end < key.length() && key.charAt(end) == '!';
        return plain != null && negated ? new Filter.Not(plain) : plain;
    }

    private @Nullable Filter compare(ViewField field, Operator operator, Values values, String pointer) {
        if (operator.takesList()) {
            return list(field, operator, values.list(), pointer);
        }
        RawValue only = values.single();
        if (only.isNull()) {
            return absence(field, operator, pointer);
        }
        Object converted = ValueConverter.convert(only, field, pointer, faults);
        return converted == null ? null : new Filter.Compare(field, operator, List.of(converted));
    }

    private @Nullable Filter absence(ViewField field, Operator operator, String pointer) {
        return switch (operator) {
            case EQ -> new Filter.Absent(field);
            case NE -> new Filter.Not(new Filter.Absent(field));
            default -> {
                faults.add(pointer, "must not be null: only eq and ne test for absence");
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
            element(field, values.get(index), pointer + "/" + index, converted);
        }
        if (converted.size() < values.size() || operator == Operator.BETWEEN && !isRange(converted, pointer)) {
            return null;
        }
        return new Filter.Compare(field, operator, converted);
    }

    private void element(ViewField field, RawValue value, String pointer, List<Object> converted) {
        if (value.isNull()) {
            faults.add(pointer, "must not be null: only eq and ne test for absence");
            return;
        }
        Object element = ValueConverter.convert(value, field, pointer, faults);
        if (element != null) {
            converted.add(element);
        }
    }

    @SuppressWarnings("unchecked")
    private boolean isRange(List<Object> values, String pointer) {
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

    /** The values of a statement, read as the operator wants them. */
    interface Values {

        /** The only value. */
        RawValue single();

        /** The values of a list; null when it is none. */
        @Nullable List<RawValue> list();
    }
}
