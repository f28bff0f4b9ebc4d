package io.fluvius.query;

import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/** Generates random rows of a view and random queries on it in map form. jqwik shrinks failing samples. */
public final class RandomQueries<V extends Record> {

    private static final int GENERATOR_SIZE = 1000;
    private static final int DEPTH = 3;

    private final ViewType<V> view;
    private final Arbitrary<V> row;
    private final Arbitrary<Tuple2<String, Object>> statement;

    public RandomQueries(ViewType<V> view) {
        this.view = view;
        this.row = new Leaf<>(row(view));
        this.statement = statement(view);
    }

    /** Returns distinct rows that depend on the seed only. Outside of properties, requires a jqwik session. */
    public List<V> rows(long seed, int count) {
        return row.list()
                .ofSize(count)
                .uniqueElements(view::id)
                .generator(GENERATOR_SIZE)
                .next(new Random(seed))
                .value();
    }

    /** Returns valid queries without a cursor. The view must have searched fields. */
    public Arbitrary<Map<String, Object>> requests() {
        return requests(filter(DEPTH));
    }

    /** Returns valid queries whose filters have no composites. */
    public Arbitrary<Map<String, Object>> flatRequests() {
        return requests(filter(1));
    }

    private Arbitrary<Map<String, Object>> requests(Arbitrary<Map<String, Object>> filters) {
        List<Arbitrary<Optional<Tuple2<String, Object>>>> members = List.of(
                member("filter", 0.9, filters),
                member("text", 0.2, RandomValues.search()),
                member("sort", 0.7, sort()),
                member("limit", 0.8, Arbitraries.of(10, 2, 5, 7, 15, 20, 25, 39, 40, 41, 1000)),
                member("page", 0.3, Arbitraries.of(1, 2, 3, 4, 5, 6, Integer.MAX_VALUE)),
                member("count", 0.3, Arbitraries.of(false, true)),
                member("include", 0.1, names()),
                member("exclude", 0.1, names()));
        return Combinators.combine(members).as(given -> object(given.stream().flatMap(Optional::stream)));
    }

    private static <V extends Record> Arbitrary<V> row(ViewType<V> view) {
        List<Arbitrary<Object>> values = Arrays.stream(view.record().getRecordComponents())
                .map(component ->
                        RandomValues.held(view.field(component.getName()).orElseThrow(), component.getType()))
                .toList();
        return Combinators.combine(values).as(view::create);
    }

    private Arbitrary<Map<String, Object>> filter(int depth) {
        Arbitrary<Map<String, Object>> some =
                entry(depth).list().ofMinSize(1).ofMaxSize(2).map(entries -> object(entries.stream()));
        return new Leaf<>(
                Arbitraries.frequencyOf(Tuple.of(30, some), Tuple.of(1, Arbitraries.create(LinkedHashMap::new))));
    }

    private Arbitrary<Tuple2<String, Object>> entry(int depth) {
        return depth == 1
                ? statement
                : Arbitraries.frequencyOf(Tuple.of(2, statement), Tuple.of(1, composite(depth - 1)));
    }

    private Arbitrary<Tuple2<String, Object>> composite(int depth) {
        Arbitrary<Object> parts = Arbitraries.frequencyOf(
                Tuple.of(1, filter(depth)),
                Tuple.of(4, filter(depth).list().ofMinSize(1).ofMaxSize(3)));
        return new Leaf<>(Combinators.combine(Arbitraries.of(".and", ".or", "!and", "!or"), parts)
                .<Tuple2<String, Object>>as(Tuple::of));
    }

    private static Arbitrary<Tuple2<String, Object>> statement(ViewType<?> view) {
        List<Arbitrary<Tuple2<String, Object>>> byField = view.fields().stream()
                .<Arbitrary<Tuple2<String, Object>>>map(field ->
                        new Leaf<>(Arbitraries.oneOf(field.type().operators().stream()
                                .map(operator -> new Leaf<>(statement(field, operator)))
                                .toList())))
                .toList();
        return new Leaf<>(Arbitraries.oneOf(byField));
    }

    private static Arbitrary<Tuple2<String, Object>> statement(ViewField field, Operator operator) {
        String plain = field.name() + "." + operator.text();
        String shortest = operator == Operator.EQ ? field.name() : plain;
        String negated = field.name() + "!" + operator.text();
        return Combinators.combine(Arbitraries.of(shortest, plain, negated), operand(field, operator))
                .<Tuple2<String, Object>>as(Tuple::of);
    }

    private static Arbitrary<Object> operand(ViewField field, Operator operator) {
        Arbitrary<Object> value = RandomValues.written(field);
        return switch (operator) {
            case EQ, NE -> field.nullable() ? value.injectNull(0.2) : value;
            case BETWEEN -> RandomValues.range(field).map(range -> range);
            case IN, NOTIN, ALL, ANY -> value.list().ofMinSize(1).ofMaxSize(3).map(list -> list);
            default -> value;
        };
    }

    private Arbitrary<List<Map<String, String>>> sort() {
        List<ViewField> sortable =
                view.fields().stream().filter(field -> field.isSortable()).toList();
        return Combinators.combine(Arbitraries.of(sortable), Arbitraries.of("", "asc", "desc"))
                .as((field, order) ->
                        order.isEmpty() ? Map.of("field", field.name()) : Map.of("field", field.name(), "order", order))
                .list()
                .uniqueElements(key -> key.get("field"))
                .ofMaxSize(3);
    }

    private Arbitrary<List<String>> names() {
        return Arbitraries.of(view.fields()).map(ViewField::name).list().ofMaxSize(5);
    }

    private static Arbitrary<Optional<Tuple2<String, Object>>> member(
            String name, double probability, Arbitrary<?> value) {
        return value.map(it -> Tuple.<String, Object>of(name, it)).optional(probability);
    }

    private static Map<String, Object> object(Stream<Tuple2<String, Object>> entries) {
        Map<String, Object> object = new LinkedHashMap<>();
        entries.forEach(entry -> object.put(entry.get1(), entry.get2()));
        return object;
    }

    /**
     * An arbitrary that is equal to itself only. jqwik looks up the generator of an arbitrary for every value, and would
     * spend most of its time on computing the hash codes of trees of arbitraries.
     */
    private static final class Leaf<T> implements Arbitrary<T> {

        private final Arbitrary<T> tree;
        private @Nullable RandomGenerator<T> generator;

        Leaf(Arbitrary<T> tree) {
            this.tree = tree;
        }

        @Override
        public RandomGenerator<T> generator(int size) {
            if (generator == null) {
                generator = tree.generator(size);
            }
            return generator;
        }

        @Override
        public EdgeCases<T> edgeCases(int most) {
            return EdgeCases.none();
        }
    }
}
