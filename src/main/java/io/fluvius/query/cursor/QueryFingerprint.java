package io.fluvius.query.cursor;

import io.fluvius.domain.view.Operator;
import io.fluvius.query.Filter;
import io.fluvius.query.Query;
import io.fluvius.query.SortKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which rows a query asks for and in which order, as bytes: the same for two spellings of one query, different for
 * different ones. How many rows, and which of their members, does not count.
 */
final class QueryFingerprint {

    private QueryFingerprint() {}

    static byte[] of(Query<?> query) {
        List<String> order = query.order().stream().map(QueryFingerprint::key).toList();
        return node("query", List.of(query.view().resource(), filter(query.filter()), node("order", order)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String key(SortKey sort) {
        return node(
                sort.order().name(),
                List.of(sort.field().name(), sort.field().type().name()));
    }

    private static String filter(Filter filter) {
        return switch (filter) {
            case Filter.And and -> composite("and", and.parts().stream().flatMap(QueryFingerprint::conjuncts));
            case Filter.Or or -> composite("or", or.parts().stream().flatMap(QueryFingerprint::disjuncts));
            case Filter.Not not -> node("not", List.of(filter(not.part())));
            case Filter.Absent absent -> node("absent", List.of(absent.field().name()));
            case Filter.Compare compare -> compare(compare);
        };
    }

    private static Stream<Filter> conjuncts(Filter part) {
        return part instanceof Filter.And and
                ? and.parts().stream().flatMap(QueryFingerprint::conjuncts)
                : Stream.of(part);
    }

    private static Stream<Filter> disjuncts(Filter part) {
        return part instanceof Filter.Or or
                ? or.parts().stream().flatMap(QueryFingerprint::disjuncts)
                : Stream.of(part);
    }

    /** Neither the order of the parts nor a repeated one makes a difference; a map that callers fill has no order. */
    private static String composite(String name, Stream<Filter> parts) {
        TreeSet<String> different =
                new TreeSet<>(parts.map(QueryFingerprint::filter).toList());
        return different.size() == 1 ? different.getFirst() : node(name, different);
    }

    private static String compare(Filter.Compare it) {
        List<String> values = it.values().stream().map(QueryFingerprint::value).toList();
        boolean inOrder = it.operator() == Operator.BETWEEN;
        return node(
                it.operator().name(),
                List.of(it.field().name(), node("values", inOrder ? values : new TreeSet<>(values))));
    }

    private static String value(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toString() : value.toString();
    }

    /** Each part behind its length, so that no two trees look the same. */
    private static String node(String name, Collection<String> parts) {
        StringBuilder node = new StringBuilder(name).append('(');
        parts.forEach(part -> node.append(part.length()).append(':').append(part));
        return node.append(')').toString();
    }
}
