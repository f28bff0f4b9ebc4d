package io.fluvius.query;

import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows a query asks for: checked, its values converted to the types of their fields. A row matches or it does
 * not; there is no third outcome, so {@link Not} is the exact complement, rows without a value included.
 */
public sealed interface Filter {

    /** Matches every row. */
    Filter ALL = new And(List.of());

    /** Matches rows whose field has a value for which the operator holds; {@code ne}, {@code notin} also those without. */
    record Compare(ViewField field, Operator operator, List<Object> values) implements Filter {
        public Compare {
            values = List.copyOf(values);
        }

        /** The value of an operator that takes one. */
        public Object value() {
            return values.getFirst();
        }
    }

    /** Matches rows whose field has no value. */
    record Absent(ViewField field) implements Filter {}

    /** Matches rows that match every part; with no part, all rows. */
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

    /** Matches rows that do not match. */
    record Not(Filter part) implements Filter {}

    /** One statement of the query language in its map form: {@code where("active", true)}, {@code where("name.has", "doe")}. */
    static Map<String, Object> where(String statement, Object value) {
        return Map.of(statement, value);
    }

    /** Two statements that must both hold. */
    static Map<String, Object> where(String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put(first, firstValue);
        both.put(second, secondValue);
        return both;
    }
}
