package io.fluvius.query;

import static io.fluvius.domain.Stamped.With.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Stamped;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Examples only: {@code QueryProperties} compares every filter with the database. */
class FilterMatcherTest {

    private static final ViewType<Thing> VIEW = ViewType.of("thing", Thing.class);
    private static final Thing CUP = thing("Cup", "2.50", "red", "round");
    private static final Thing NOTHING = thing(null, null);

    @Test
    void eq_respects_case_and_has_starts_and_ends_ignore_it() {
        assertThat(matching("name", Operator.EQ, "Cup")).containsExactly(CUP);
        assertThat(matching("name", Operator.EQ, "cup")).isEmpty();
        assertThat(matching("name", Operator.HAS, "UP")).containsExactly(CUP);
        assertThat(matching("name", Operator.STARTS, "cU")).containsExactly(CUP);
        assertThat(matching("name", Operator.ENDS, "P")).containsExactly(CUP);
        assertThat(matching("name", Operator.STARTS, "up")).isEmpty();
        assertThat(matching("name", Operator.HAS, "c_p")).isEmpty();
    }

    @Test
    void text_is_compared_by_code_point() {
        Thing face = thing("\uD83D\uDE00", null);
        Thing replacement = thing("\uFFFD", null);

        assertThat(FilterMatcher.matches(VIEW, compare("name", Operator.GT, "\uFFFD"), face))
                .isTrue();
        assertThat(FilterMatcher.matches(VIEW, compare("name", Operator.LT, "\uD83D\uDE00"), replacement))
                .isTrue();
    }

    @Test
    void numbers_are_equal_whatever_their_scale() {
        assertThat(matching("price", Operator.EQ, new BigDecimal("2.5"))).containsExactly(CUP);
        assertThat(matching("price", Operator.IN, BigDecimal.ONE, new BigDecimal("2.500")))
                .containsExactly(CUP);
        assertThat(matching("price", Operator.BETWEEN, new BigDecimal("2.5"), BigDecimal.TEN))
                .containsExactly(CUP);
        assertThat(matching("price", Operator.GT, new BigDecimal("2.5"))).isEmpty();
        assertThat(matching("price", Operator.GTE, new BigDecimal("2.5"))).containsExactly(CUP);
        assertThat(matching("price", Operator.LT, new BigDecimal("2.51"))).containsExactly(CUP);
        assertThat(matching("price", Operator.LTE, new BigDecimal("2.49"))).isEmpty();
    }

    @Test
    void a_null_field_matches_only_negations() {
        assertThat(matching("name", Operator.NE, "Cup")).containsExactly(NOTHING);
        assertThat(matching("name", Operator.NOTIN, "Cup", "Pot")).containsExactly(NOTHING);
        assertThat(matching("name", Operator.LT, "Z")).containsExactly(CUP);
        assertThat(matching(new Filter.Not(compare("name", Operator.HAS, "u")))).containsExactly(NOTHING);
        assertThat(matching(new Filter.Absent(VIEW.field("name").orElseThrow())))
                .containsExactly(NOTHING);
    }

    @Test
    void elements_of_sets_are_compared_exactly() {
        assertThat(matching("tags", Operator.HAS, "red")).containsExactly(CUP);
        assertThat(matching("tags", Operator.HAS, "RED")).isEmpty();
        assertThat(matching("tags", Operator.ALL, "red", "round")).containsExactly(CUP);
        assertThat(matching("tags", Operator.ALL, "red", "square")).isEmpty();
        assertThat(matching("tags", Operator.ANY, "red", "square")).containsExactly(CUP);
        assertThat(matching("tags", Operator.ANY, "square")).isEmpty();
    }

    @Test
    void composite_filters_combine_their_parts() {
        Filter cup = compare("name", Operator.EQ, "Cup");
        Filter square = compare("tags", Operator.HAS, "square");

        assertThat(matching(Filter.ALL)).containsExactly(CUP, NOTHING);
        assertThat(matching(new Filter.Or(List.of()))).isEmpty();
        assertThat(matching(new Filter.And(List.of(cup, square)))).isEmpty();
        assertThat(matching(new Filter.Or(List.of(cup, square)))).containsExactly(CUP);
    }

    private List<Thing> matching(String field, Operator operator, Object... values) {
        return matching(compare(field, operator, values));
    }

    private List<Thing> matching(Filter filter) {
        return Stream.of(CUP, NOTHING)
                .filter(thing -> FilterMatcher.matches(VIEW, filter, thing))
                .toList();
    }

    private static Filter compare(String field, Operator operator, Object... values) {
        return new Filter.Compare(VIEW.field(field).orElseThrow(), operator, List.of(values));
    }

    private static Thing thing(@Nullable String name, @Nullable String price, String... tags) {
        return new Thing(UUID.randomUUID(), name, price == null ? null : new BigDecimal(price), Set.of(tags), 0);
    }

    private record Thing(
            UUID id,
            @Nullable String name,
            @Nullable BigDecimal price,
            Set<String> tags,
            @Stamped(VERSION) long version) {}
}
