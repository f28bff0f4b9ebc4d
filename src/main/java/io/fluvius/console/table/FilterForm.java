package io.fluvius.console.table;

import io.fluvius.console.page.PageUrl;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The form that adds a statement to the filter of a table.
 *
 * @param field the field
 * @param operator an operator of the query language; with {@code not-} before it, its negation; or {@code missing} or {@code present}
 * @param value the value as in a URL of the HTTP API
 * @param to the composite that gets the statement, as the indices of the nested part: {@code 0.2}; empty for the top
 * @param as {@code or} or {@code and} to begin a composite with the statement; else empty
 */
record FilterForm(String field, String operator, String value, String to, String as) {

    static final String FIELD = "add-field";
    static final String OPERATOR = "add-operator";
    static final String VALUE = "add-value";
    static final String TO = "add-to";
    static final String AS = "add-as";

    /** All parameters of the form. */
    static final List<String> PARAMETERS = List.of(FIELD, OPERATOR, VALUE, TO, AS);

    static final String MISSING = "missing";
    static final String PRESENT = "present";
    static final String NOT = "not-";

    private static final Set<String> COMPOSITES = Set.of("or", "and");
    private static final Pattern PATH = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){0,15}");
    private static final Pattern COMMA = Pattern.compile(",");

    /** The values of a request; null if a field or its operator is still to be chosen. */
    static @Nullable FilterForm of(HttpServletRequest request) {
        String field = request.getParameter(FIELD);
        String operator = request.getParameter(OPERATOR);
        return field == null || operator == null
                ? null
                : new FilterForm(field, operator, text(request, VALUE), text(request, TO), text(request, AS));
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    /** The table with the statement. What is wrong with it, the table says. */
    PageUrl addTo(PageUrl table, ViewType<?> view) {
        boolean isTop = to.isEmpty() && !COMPOSITES.contains(as);
        if (isTop && !table.parameters().containsKey(key())) {
            return table.and(key(), isAbsence() ? "null" : value);
        }
        FilterNode statement = FilterNode.statement(key(), typedValue(view));
        FilterNode added = COMPOSITES.contains(as) ? FilterNode.composite("." + as, List.of(statement)) : statement;
        return FilterTree.of(table)
                .map(tree -> tree.with(path(), added).in(table))
                .orElse(table);
    }

    private List<Integer> path() {
        return PATH.matcher(to).matches()
                ? Arrays.stream(to.split("\\.")).map(Integer::valueOf).toList()
                : List.of();
    }

    private boolean isAbsence() {
        return operator.equals(MISSING) || operator.equals(PRESENT);
    }

    private String key() {
        if (operator.equals(MISSING)) {
            return field;
        }
        if (operator.equals(PRESENT)) {
            return FilterNode.negated(field);
        }
        if (operator.startsWith(NOT)) {
            return field + "!" + operator.substring(NOT.length());
        }
        return operator.equals(Operator.EQ.text()) ? field : field + "." + operator;
    }

    /** The value as JSON of the type that the field has. */
    private JsonNode typedValue(ViewType<?> view) {
        if (isAbsence()) {
            return JsonNodeFactory.instance.nullNode();
        }
        FieldType type = view.field(field).map(ViewField::type).orElse(FieldType.TEXT);
        String name = operator.startsWith(NOT) ? operator.substring(NOT.length()) : operator;
        if (Operator.named(name).map(Operator::takesList).orElse(false)) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            COMMA.splitAsStream(value).map(String::strip).forEach(item -> list.add(typed(item, type)));
            return list;
        }
        return typed(value, type);
    }

    /** A text that cannot be a value of the type stays a text, so that the table says what is wrong with it. */
    private static JsonNode typed(String text, FieldType type) {
        return switch (type) {
            case BOOLEAN ->
                text.equals("true") || text.equals("false")
                        ? JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text))
                        : JsonNodeFactory.instance.stringNode(text);
            case INTEGER, NUMBER -> number(text);
            default -> JsonNodeFactory.instance.stringNode(text);
        };
    }

    private static JsonNode number(String text) {
        try {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(text.strip()));
        } catch (NumberFormatException noNumber) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }
}
