package io.fluvius.console.table;

import io.fluvius.console.page.PageUrl;
import io.fluvius.domain.view.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form that adds a statement to the filter of a table.
 *
 * @param field the field
 * @param operator an operator of the query language; with {@code not-} before it, its negation; or {@code missing} or {@code present}
 * @param value the value as in a URL of the HTTP API
 */
record FilterForm(String field, String operator, String value) {

    static final String FIELD = "add-field";
    static final String OPERATOR = "add-operator";
    static final String VALUE = "add-value";

    static final String MISSING = "missing";
    static final String PRESENT = "present";
    static final String NOT = "not-";

    /** The values of a request; null if it is not from the form. */
    static @Nullable FilterForm of(HttpServletRequest request) {
        String field = request.getParameter(FIELD);
        String operator = request.getParameter(OPERATOR);
        return field == null || operator == null
                ? null
                : new FilterForm(
                        field,
                        operator,
                        Optional.ofNullable(request.getParameter(VALUE)).orElse(""));
    }

    /** The table with the statement. What is wrong with it, the table says. */
    PageUrl addTo(PageUrl table) {
        if (operator.equals(MISSING)) {
            return table.and(field, "null");
        }
        if (operator.equals(PRESENT)) {
            return table.and(field + "!" + Operator.EQ.text(), "null");
        }
        boolean isNegated = operator.startsWith(NOT);
        String name = isNegated ? operator.substring(NOT.length()) : operator;
        if (!isNegated && name.equals(Operator.EQ.text())) {
            return table.and(field, value);
        }
        return table.and(field + (isNegated ? "!" : ".") + name, value);
    }
}
