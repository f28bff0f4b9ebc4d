package io.fluvius.query.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.ViewField;
import io.fluvius.query.Query;
import io.fluvius.query.RandomQueries;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A map, its JSON form and both URL forms produce the same query. */
class SpellingsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RandomQueries<ThingView> random = new RandomQueries<>(ThingView.TYPE);

    @Provide
    Arbitrary<Map<String, Object>> requests() {
        return random.requests();
    }

    @Provide
    Arbitrary<Map<String, Object>> flatRequests() {
        return random.flatRequests();
    }

    @Property(tries = 2_000, seed = "20261123", edgeCases = EdgeCasesMode.NONE)
    void a_map_and_its_json_produce_the_same_query(@ForAll("requests") Map<String, Object> request) {
        assertThat(MapQueries.query(JSON.writeValueAsString(request))).isEqualTo(MapQueries.parse(request));
    }

    @Property(tries = 2_000, seed = "20261123", edgeCases = EdgeCasesMode.NONE)
    void a_nested_filter_in_a_url_equals_the_filter_of_a_body(@ForAll("requests") Map<String, Object> request) {
        Map<String, String> url = url(request);
        if (request.containsKey("filter")) {
            url.put("query", JSON.writeValueAsString(request.get("filter")));
        }

        assertThat(parsed(url)).isEqualTo(MapQueries.parse(request));
    }

    @Property(tries = 2_000, seed = "20261123", edgeCases = EdgeCasesMode.NONE)
    void statements_in_a_url_equal_the_statements_of_a_body(@ForAll("flatRequests") Map<String, Object> request) {
        Map<?, ?> filter = (Map<?, ?>) request.getOrDefault("filter", Map.of());
        Assume.that(filter.values().stream().allMatch(SpellingsTest::isExpressibleInUrl));
        Map<String, String> url = url(request);
        filter.forEach((statement, value) -> url.put((String) statement, text(value)));

        assertThat(parsed(url)).isEqualTo(MapQueries.parse(request));
    }

    @Property(tries = 2_000, seed = "20261123", edgeCases = EdgeCasesMode.NONE)
    void members_are_the_included_ones_without_the_excluded_ones(@ForAll("requests") Map<String, Object> request) {
        Set<String> expected = ThingView.TYPE.fields().stream()
                .map(ViewField::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (request.get("include") instanceof Collection<?> included) {
            expected.retainAll(included);
        }
        if (request.get("exclude") instanceof Collection<?> excluded) {
            expected.removeAll(excluded);
        }
        expected.add("id");

        assertThat(MapQueries.parse(request).members()).isEqualTo(expected);
    }

    private static Query<ThingView> parsed(Map<String, String> url) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        url.forEach((name, value) -> parameters.put(name, List.of(value)));
        return new UrlQueryParser<>(ThingView.TYPE, ThingView.CURSORS).parse(parameters);
    }

    /** Returns the URL parameters of a request, without its filter. */
    private static Map<String, String> url(Map<String, Object> request) {
        Map<String, String> url = new LinkedHashMap<>();
        request.forEach((member, value) -> {
            switch (member) {
                case "filter" -> {}
                case "sort" -> put(url, "sort", ((List<?>) value).stream().map(SpellingsTest::sortKey));
                case "exclude" -> put(url, "exclude", ((List<?>) value).stream().map(String::valueOf));
                // a URL cannot contain an empty list; an empty include leaves the id
                case "include" ->
                    put(
                            url,
                            "include",
                            Stream.concat(
                                    Stream.of("id"), ((List<?>) value).stream().map(String::valueOf)));
                default -> url.put(member, value.toString());
            }
        });
        return url;
    }

    private static void put(Map<String, String> url, String name, Stream<String> values) {
        String list = values.collect(Collectors.joining(","));
        if (!list.isEmpty()) {
            url.put(name, list);
        }
    }

    private static String sortKey(Object key) {
        Map<?, ?> object = (Map<?, ?>) key;
        return object.get("field") + (object.containsKey("order") ? "." + object.get("order") : "");
    }

    /** Returns false for the text "null", and for lists whose elements the escaped comma does not separate. */
    private static boolean isExpressibleInUrl(@Nullable Object value) {
        return value instanceof List<?> list
                ? !list.equals(List.of(""))
                        && list.stream()
                                .noneMatch(
                                        it -> it.equals("null") || it.toString().endsWith("\\"))
                : !"null".equals(value);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case List<?> list ->
                list.stream().map(it -> text(it).replace(",", "\\,")).collect(Collectors.joining(","));
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }
}
