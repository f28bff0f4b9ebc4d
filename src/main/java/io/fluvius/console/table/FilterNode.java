package io.fluvius.console.table;

import io.fluvius.domain.view.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A statement of a filter, or a composite of several.
 *
 * @param key as in the query language: {@code name.has}, {@code .or}
 * @param value the value of a statement; missing for a composite
 * @param parts the parts of a composite; empty for a statement
 */
record FilterNode(String key, JsonNode value, List<FilterNode> parts) {

    private static final String AND = ".and";

    FilterNode {
        parts = List.copyOf(parts);
    }

    static FilterNode statement(String key, JsonNode value) {
        return new FilterNode(key, value, List.of());
    }

    static FilterNode composite(String key, List<FilterNode> parts) {
        return new FilterNode(key, MissingNode.getInstance(), parts);
    }

    /** The members of a filter object, which are all to hold. */
    static List<FilterNode> of(JsonNode object) {
        return object.propertyStream().map(FilterNode::of).toList();
    }

    private static FilterNode of(Map.Entry<String, JsonNode> member) {
        if (!isComposite(member.getKey())) {
            return statement(member.getKey(), member.getValue());
        }
        List<JsonNode> alternatives =
                member.getValue().isArray() ? member.getValue().valueStream().toList() : List.of(member.getValue());
        return composite(
                member.getKey(), alternatives.stream().map(FilterNode::together).toList());
    }

    /** A filter object as one node. */
    private static FilterNode together(JsonNode object) {
        List<FilterNode> nodes = of(object);
        return nodes.size() == 1 ? nodes.getFirst() : composite(AND, nodes);
    }

    private static boolean isComposite(String key) {
        return key.startsWith(".") || key.startsWith("!");
    }

    public boolean isComposite() {
        return isComposite(key);
    }

    /** The filter object of this node. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(key, isComposite() ? list(parts) : value);
        return json;
    }

    static ArrayNode list(List<FilterNode> nodes) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        nodes.forEach(node -> list.add(node.json()));
        return list;
    }

    /** The exact complement. */
    FilterNode negated() {
        return new FilterNode(negated(key), value, parts);
    }

    /** The key of the exact complement. */
    static String negated(String key) {
        int mark = mark(key);
        if (mark < 0) {
            return key + "!" + Operator.EQ.text();
        }
        if (key.substring(mark).equals("!" + Operator.EQ.text())) {
            return key.substring(0, mark);
        }
        return key.substring(0, mark) + (key.charAt(mark) == '!' ? "." : "!") + key.substring(mark + 1);
    }

    private static int mark(String key) {
        return Math.max(key.lastIndexOf('.'), key.lastIndexOf('!'));
    }

    /** Whether this is a negation. */
    public boolean isNegated() {
        return mark(key) >= 0 && key.charAt(mark(key)) == '!';
    }

    /** The field of a statement. */
    public String field() {
        return mark(key) < 0 ? key : key.substring(0, mark(key));
    }

    /** The operator, without its negation: {@code has}, or {@code or} for a composite. */
    public String operator() {
        return mark(key) < 0 ? Operator.EQ.text() : key.substring(mark(key) + 1);
    }

    /** Whether texts describe the operator. */
    public boolean isKnown() {
        return Operator.named(operator()).isPresent();
    }

    /** The value as text, as in a URL. */
    public String text() {
        return value.isArray()
                ? String.join(", ", value.valueStream().map(JsonNode::asString).toList())
                : value.isNull() ? "null" : value.asString(value.toString());
    }

    /** This node with a part more. */
    FilterNode with(FilterNode part) {
        List<FilterNode> all = new ArrayList<>(parts);
        all.add(part);
        return new FilterNode(key, value, all);
    }
}
