package io.fluvius.query;

import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The validated filter of a query, its values converted to the types of their fields. Filters use two-valued logic: a row
 * matches or does not match, so {@link Not} is the exact complement, including rows without a value.
 */
public sealed interface Filter {

    /** Matches every row. */
    Filter ALL = new And(List.of());

    /** Matches rows whose value satisfies the operator; {@code ne} and {@code notin} also match rows without a value. */
    record Compare(ViewField field, Operator operator, List<Object> values) implements Filter {
        public Compare {
            values = List.copyOf(values);
        }

        /** Returns the value of an operator with one operand. */
        public Object value() {
            return values.getFirst();
        }
    }

    /** Matches rows without a value in the field. */
    record Absent(ViewField field) implements Filter {}

    /** Matches rows that match every part; matches all rows if there are no parts. */
    record And(List<Filter> parts) implements Filter {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** Matches rows that match at least one part. */
    record Or(List<Filter> parts) implements Filter {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** Matches rows that do not match the part. */
    record Not(Filter part) implements Filter {}

    /** The fields that it asks about, each as often as it does. */
    default Stream<ViewField> fields() {
        return switch (this) {
            case Compare compare -> Stream.of(compare.field());
            case Absent absent -> Stream.of(absent.field());
            case And and -> and.parts().stream().flatMap(Filter::fields);
            case Or or -> or.parts().stream().flatMap(Filter::fields);
            case Not not -> not.part().fields();
        };
    }

    /** Returns a filter of one statement in map form: {@code where("active", true)}, {@code where("name.has", "doe")}. */
    static Map<String, Object> where(String statement, Object value) {
        return Map.of(statement, value);
    }

    /** Returns a filter of two statements in map form, both of which must hold. */
    static Map<String, Object> where(String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put(first, firstValue);
        both.put(second, secondValue);
        return both;
    }
}
