package io.fluvius.kernel.query;

import io.fluvius.kernel.Page;
import io.fluvius.kernel.Query;
import io.fluvius.kernel.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks over every row that a query matches, step by step by key: no row is seen twice, none that stays is lost. */
final class Walk {

    private Walk() {}

    /**
     * The rows.
     *
     * @param step gives the rows that come after these key values, or the first ones for null; a page that is not full
     *     is the last
     */
    static <V extends Record> Stream<V> over(Query<V> query, Function<@Nullable List<@Nullable Object>, Page<V>> step) {
        return Stream.<Step<V>>iterate(
                        new Step<>(List.of(), false), at -> at != null, at -> at.last() ? null : next(query, at, step))
                .flatMap(at -> at.rows().stream());
    }

    private static <V extends Record> Step<V> next(
            Query<V> query, Step<V> at, Function<@Nullable List<@Nullable Object>, Page<V>> step) {
        Page<V> page =
                step.apply(at.rows().isEmpty() ? null : key(query, at.rows().getLast()));
        return new Step<>(page.data(), page.data().size() < page.limit());
    }

    private static <V extends Record> List<@Nullable Object> key(Query<V> query, V row) {
        List<@Nullable Object> key = new ArrayList<>();
        for (Sort sort : query.order()) {
            key.add(query.view().value(row, sort.field()));
        }
        return key;
    }

    private record Step<V>(List<V> rows, boolean last) {}
}
