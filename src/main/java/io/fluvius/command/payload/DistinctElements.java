package io.fluvius.command.payload;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Detects elements that a set contains twice. Two elements are the same if they are equal in JSON Schema, for which 1.5 and 1.50
 * are, or as values in Java, as are a UUID in upper and in lower case.
 */
final class DistinctElements {

    private final Set<Object> nodes = new HashSet<>();
    private final Set<Object> values = new HashSet<>();

    /** Returns whether the element differs from all before it. */
    boolean add(JsonNode node, Object value) {
        boolean isNewNode = nodes.add(comparable(node));
        return values.add(value) && isNewNode;
    }

    private static Object comparable(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValueOpt().map(BigDecimal::stripTrailingZeros);
        }
        if (node.isArray()) {
            return node.valueStream().map(DistinctElements::comparable).toList();
        }
        if (node.isObject()) {
            Map<String, Object> members = new HashMap<>();
            node.forEachEntry((name, member) -> members.put(name, comparable(member)));
            return members;
        }
        return node;
    }
}
