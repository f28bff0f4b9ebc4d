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
 * Identifies the rows that a query selects and their order, as bytes. Different spellings of a query have the same
 * fingerprint; different queries have different ones. The limit and the returned members have no influence.
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

    /** Ignores the order of the parts, which is undefined in maps of callers, and duplicate parts. */
    private static String composite(String name, Stream<Filter> parts) {
        TreeSet<String> distinct =
                new TreeSet<>(parts.map(QueryFingerprint::filter).toList());
        return distinct.size() == 1 ? distinct.getFirst() : node(name, distinct);
    }

    private static String compare(Filter.Compare it) {
        List<String> values = it.values().stream().map(QueryFingerprint::value).toList();
        boolean isOrdered = it.operator() == Operator.BETWEEN;
        return node(
                it.operator().name(),
                List.of(it.field().name(), node("values", isOrdered ? values : new TreeSet<>(values))));
    }

    private static String value(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toString() : value.toString();
    }

    /** Writes the length of each part before the part, so that different trees have different texts. */
    private static String node(String name, Collection<String> parts) {
        StringBuilder node = new StringBuilder(name).append('(');
        parts.forEach(part -> node.append(part.length()).append(':').append(part));
        return node.append(')').toString();
    }
}
