package io.fluvius.console.table;

import io.fluvius.console.page.PageUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A node of the filter as the page shows it.
 *
 * @param path where it is in the nested part, such as {@code 0.2}; empty for a parameter of its own
 * @param depth 0 at the top
 * @param without the URL of the table without it
 * @param negated the URL of the table with its negation
 */
record ShownFilter(FilterNode node, String path, int depth, String without, String negated, List<ShownFilter> parts) {

    /** The parameters that filter, and then the nested part. */
    static List<ShownFilter> of(PageUrl url, List<String> parameters) {
        Stream<ShownFilter> simple = parameters.stream().map(name -> parameter(url, name));
        Stream<ShownFilter> nested =
                FilterTree.of(url).stream().flatMap(tree -> nested(tree, tree.nodes(), List.of(), url).stream());
        return Stream.concat(simple, nested).toList();
    }

    private static ShownFilter parameter(PageUrl url, String name) {
        List<String> values = url.parameters().getOrDefault(name, List.of());
        PageUrl without = url.without(name);
        PageUrl negated = without;
        for (String value : values) {
            negated = negated.and(FilterNode.negated(name), value);
        }
        FilterNode node = FilterNode.statement(name, JsonNodeFactory.instance.stringNode(String.join(", ", values)));
        return new ShownFilter(node, "", 0, without.toString(), negated.toString(), List.of());
    }

    private static List<ShownFilter> nested(
            FilterTree tree, List<FilterNode> nodes, List<Integer> parent, PageUrl url) {
        return IntStream.range(0, nodes.size())
                .mapToObj(index -> {
                    List<Integer> path = new ArrayList<>(parent);
                    path.add(index);
                    FilterNode node = nodes.get(index);
                    return new ShownFilter(
                            node,
                            String.join(".", path.stream().map(String::valueOf).toList()),
                            parent.size(),
                            tree.without(path).in(url).toString(),
                            tree.negated(path).in(url).toString(),
                            nested(tree, node.parts(), path, url));
                })
                .toList();
    }

    /** This node and everything in it. */
    Stream<ShownFilter> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(ShownFilter::all));
    }
}
