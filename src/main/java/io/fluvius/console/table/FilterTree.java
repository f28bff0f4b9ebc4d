package io.fluvius.console.table;

import io.fluvius.console.page.PageUrl;
import io.fluvius.http.request.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The nested part of the filter of a URL, which is the parameter {@code query}, as a tree that links and forms change. Every
 * change is a URL.
 *
 * @param nodes all of them are to hold
 */
record FilterTree(List<FilterNode> nodes) {

    static final String QUERY = "query";

    FilterTree {
        nodes = List.copyOf(nodes);
    }

    /** Empty if the parameter is given, but not once as a JSON object. */
    static Optional<FilterTree> of(PageUrl url) {
        List<String> texts = url.parameters().getOrDefault(QUERY, List.of("{}"));
        try {
            JsonNode filter = texts.size() == 1 ? Json.MAPPER.readTree(texts.getFirst()) : Json.MAPPER.nullNode();
            return filter.isObject() ? Optional.of(new FilterTree(flat(FilterNode.of(filter)))) : Optional.empty();
        } catch (JacksonException | NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /** Several nodes are written as one list, because a member can be in an object once. */
    private static List<FilterNode> flat(List<FilterNode> nodes) {
        return nodes.size() == 1 && nodes.getFirst().key().equals(".and")
                ? nodes.getFirst().parts()
                : nodes;
    }

    /** The URL with this tree. */
    PageUrl in(PageUrl url) {
        if (nodes.isEmpty()) {
            return url.without(QUERY);
        }
        return url.with(
                QUERY,
                nodes.size() == 1
                        ? nodes.getFirst().json().toString()
                        : FilterNode.composite(".and", nodes).json().toString());
    }

    /** @param path the indices that lead to the node, from the root */
    FilterTree without(List<Integer> path) {
        return new FilterTree(changed(nodes, path, node -> Optional.empty()));
    }

    FilterTree negated(List<Integer> path) {
        return new FilterTree(changed(nodes, path, node -> Optional.of(node.negated())));
    }

    /** @param path the composite that gets the node; empty for the root */
    FilterTree with(List<Integer> path, FilterNode added) {
        if (path.isEmpty()) {
            List<FilterNode> all = new ArrayList<>(nodes);
            all.add(added);
            return new FilterTree(all);
        }
        return new FilterTree(changed(nodes, path, node -> Optional.of(node.isComposite() ? node.with(added) : node)));
    }

    /** A path that leads nowhere, such as that of an old page, changes nothing. A composite without parts is left out. */
    private static List<FilterNode> changed(
            List<FilterNode> nodes, List<Integer> path, Function<FilterNode, Optional<FilterNode>> change) {
        int index = path.getFirst();
        if (index >= nodes.size()) {
            return nodes;
        }
        FilterNode node = nodes.get(index);
        if (path.size() > 1 && !node.isComposite()) {
            return nodes;
        }
        Optional<FilterNode> replacement;
        if (path.size() == 1) {
            replacement = change.apply(node);
        } else {
            List<FilterNode> parts = changed(node.parts(), path.subList(1, path.size()), change);
            replacement = parts.isEmpty() ? Optional.empty() : Optional.of(FilterNode.composite(node.key(), parts));
        }
        List<FilterNode> all = new ArrayList<>(nodes.subList(0, index));
        replacement.ifPresent(all::add);
        all.addAll(nodes.subList(index + 1, nodes.size()));
        return all;
    }
}
