package io.fluvius.console.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.console.page.PageUrl;
import io.fluvius.http.request.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTreeTest {

    private static PageUrl url(String query) {
        return new PageUrl("/table", Map.of("query", List.of(query)));
    }

    private static FilterTree tree(String query) {
        return FilterTree.of(url(query)).orElseThrow();
    }

    private static String query(FilterTree tree) {
        return tree.in(url("{}"))
                .parameters()
                .getOrDefault("query", List.of(""))
                .getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name.has\":\"a\"}",
                "{\".or\":[{\"name.has\":\"a\"},{\"name.has\":\"b\"}]}",
                "{\"!and\":[{\"name\":null},{\".or\":[{\"version\":1},{\"active\":true}]}]}",
                "{\".and\":[{\".or\":[{\"name\":\"a\"}]},{\".or\":[{\"name\":\"b\"}]}]}",
                "{\"status.in\":[\"ACTIVE\",\"LOCKED\"]}"
            })
    void a_filter_that_is_not_changed_stays_as_it_is(String query) {
        assertThat(Json.MAPPER.readTree(query(tree(query)))).isEqualTo(Json.MAPPER.readTree(query));
    }

    @Test
    void several_members_of_an_object_belong_together() {
        assertThat(query(tree("{\"a\":1,\".or\":{\"b\":2,\"c\":3}}")))
                .isEqualTo("{\".and\":[{\"a\":1},{\".or\":[{\".and\":[{\"b\":2},{\"c\":3}]}]}]}");
    }

    @Test
    void a_composite_without_parts_is_removed() {
        FilterTree tree = tree("{\".or\":[{\".and\":[{\"a\":1}]},{\"b\":2}]}");
        assertThat(query(tree.without(List.of(0, 0, 0)))).isEqualTo("{\".or\":[{\"b\":2}]}");
        assertThat(query(tree.without(List.of(0)))).isEmpty();
    }

    @Test
    void a_path_of_an_old_page_changes_nothing() {
        FilterTree tree = tree("{\".or\":[{\"a\":1}]}");
        for (List<Integer> path : List.of(List.of(7), List.of(0, 7), List.of(0, 0, 7))) {
            assertThat(tree.without(path)).isEqualTo(tree);
            assertThat(tree.negated(path)).isEqualTo(tree);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name, name!eq",
        "name.eq, name!eq",
        "name!eq, name",
        "name.has, name!has",
        "name!has, name.has",
        ".or, !or",
        "!and, .and"
    })
    void a_negation_is_written_with_an_exclamation_mark(String key, String negated) {
        assertThat(FilterNode.negated(key)).isEqualTo(negated);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "1", "null", "{\"a\":1,\"a\":2}", "{"})
    void what_is_no_filter_has_no_tree(String query) {
        assertThat(FilterTree.of(url(query))).isEmpty();
    }
}
