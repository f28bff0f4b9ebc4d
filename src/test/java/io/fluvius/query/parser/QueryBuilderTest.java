package io.fluvius.query.parser;

import static io.fluvius.query.FilterCondition.allOf;
import static io.fluvius.query.FilterCondition.anyOf;
import static io.fluvius.query.QueryField.field;
import static io.fluvius.query.parser.MapQueries.query;
import static io.fluvius.query.parser.ThingView.CURSORS;
import static io.fluvius.query.parser.ThingView.pointers;
import static io.fluvius.query.parser.ThingView.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.Operator;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.FilterCondition;
import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import io.fluvius.query.QueryBuilder;
import io.fluvius.query.QueryField;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The builder and the map form produce the same queries. */
class QueryBuilderTest {

    private static final UUID ID = UUID.fromString("0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10");

    static Stream<Arguments> conditions() {
        return Stream.of(
                Arguments.of(field("title").eq("a"), "{\"title\": \"a\"}"),
                Arguments.of(field("note").eq(null), "{\"note\": null}"),
                Arguments.of(field("note").ne(null), "{\"note.ne\": null}"),
                Arguments.of(field("title").ne("a"), "{\"title.ne\": \"a\"}"),
                Arguments.of(field("pieces").in(1, 2L), "{\"pieces.in\": [1, 2]}"),
                Arguments.of(field("day").in(Set.of(DayOfWeek.FRIDAY)), "{\"day.in\": [\"FRIDAY\"]}"),
                Arguments.of(field("pieces").notIn(1), "{\"pieces.notin\": [1]}"),
                Arguments.of(field("pieces").notIn(List.of(1, 3)), "{\"pieces.notin\": [1, 3]}"),
                Arguments.of(field("title").has("a"), "{\"title.has\": \"a\"}"),
                Arguments.of(field("title").starts("a"), "{\"title.starts\": \"a\"}"),
                Arguments.of(field("title").ends("a"), "{\"title.ends\": \"a\"}"),
                Arguments.of(field("price").gt(new BigDecimal("1.5")), "{\"price.gt\": 1.5}"),
                Arguments.of(field("price").gte(1), "{\"price.gte\": 1}"),
                Arguments.of(field("seenAt").lt(Instant.EPOCH), "{\"seenAt.lt\": \"1970-01-01\"}"),
                Arguments.of(field("title").lte("a"), "{\"title.lte\": \"a\"}"),
                Arguments.of(
                        field("dueOn").between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31)),
                        "{\"dueOn.between\": [\"2026-01-01\", \"2026-01-31\"]}"),
                Arguments.of(field("tags").has("a"), "{\"tags.has\": \"a\"}"),
                Arguments.of(field("tags").all("a", "b"), "{\"tags.all\": [\"a\", \"b\"]}"),
                Arguments.of(field("tags").any("a", "b"), "{\"tags.any\": [\"a\", \"b\"]}"),
                Arguments.of(field("parent").eq(ID), "{\"parent\": \"" + ID + "\"}"),
                Arguments.of(field("sold").eq(true).not(), "{\"!and\": [{\"sold\": true}]}"),
                Arguments.of(
                        field("sold").eq(true).and(field("pieces").gt(1)),
                        "{\".and\": [{\"sold\": true}, {\"pieces.gt\": 1}]}"),
                Arguments.of(
                        field("sold").eq(true).or(field("pieces").gt(1)),
                        "{\".or\": [{\"sold\": true}, {\"pieces.gt\": 1}]}"),
                Arguments.of(
                        allOf(
                                        field("sold").eq(true),
                                        anyOf(
                                                field("title").has("a"),
                                                field("title").has("b")))
                                .not(),
                        "{\"!and\": [{\".and\": [{\"sold\": true}, {\".or\": [{\"title.has\": \"a\"}, {\"title.has\": \"b\"}]}]}]}"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void a_condition_equals_its_filter_in_map_form(FilterCondition condition, String filter) {
        assertThat(built(things().filter(condition))).isEqualTo(query("{\"filter\": " + filter + "}"));
    }

    @Test
    void every_operator_has_a_method() {
        assertThat(Arrays.stream(QueryField.class.getDeclaredMethods())
                        .map(Method::getName)
                        .map(String::toLowerCase))
                .containsAll(
                        Arrays.stream(Operator.values()).map(Operator::text).toList());
    }

    @Test
    void every_other_member_has_a_method() {
        QueryBuilder<ThingView> typed = things().text("red car")
                .sort(field("title").asc(), field("seenAt").desc())
                .limit(10)
                .page(3)
                .counted()
                .include("title", "note")
                .exclude("note");

        assertThat(built(typed)).isEqualTo(query("""
                {"text": "red car", "sort": [{"field": "title", "order": "asc"}, {"field": "seenAt", "order": "desc"}],
                 "limit": 10, "page": 3, "count": true, "include": ["title", "note"], "exclude": ["note"]}
                """));
    }

    @Test
    void a_builder_without_settings_selects_all_rows() {
        assertThat(built(things())).isEqualTo(query("{}"));
        assertThat(built(things().cursor(null))).isEqualTo(query("{}"));
    }

    @Test
    void a_cursor_selects_its_page() {
        Query<ThingView> first = built(things());
        ThingView row = new ThingView(
                ID, "t", null, 1, null, true, DayOfWeek.FRIDAY, null, null, null, "", Set.of(), Instant.EPOCH, 3);
        Keyset keyset = new Keyset(Keyset.Side.AFTER, first.keyOf(row));

        assertThat(built(things().cursor(CURSORS.encode(first, keyset))).keyset())
                .isEqualTo(keyset);
    }

    @Test
    void filters_and_sort_keys_accumulate() {
        QueryBuilder<ThingView> typed = things().filter(field("sold").eq(true))
                .filter(field("title").has("a"), field("title").has("b"))
                .sort(field("title").asc())
                .sort(field("pieces").desc());

        assertThat(built(typed)).isEqualTo(query("""
                {"filter": {".and": [{"sold": true}, {".and": [{"title.has": "a"}, {"title.has": "b"}]}]},
                 "sort": [{"field": "title", "order": "asc"}, {"field": "pieces", "order": "desc"}]}
                """));
    }

    @Test
    void a_builder_is_immutable() {
        QueryBuilder<ThingView> all = things();
        QueryBuilder<ThingView> sold = all.filter(field("sold").eq(true));
        sold.filter(field("pieces").gt(1)).limit(3);

        assertThat(built(all)).isEqualTo(query("{}"));
        assertThat(built(sold)).isEqualTo(query("{\"filter\": {\"sold\": true}}"));
    }

    @Test
    void a_long_chain_of_conditions_is_not_nested() {
        FilterCondition all = field("pieces").gt(0);
        FilterCondition any = field("pieces").lt(0);
        for (int more = 1; more < 50; more++) {
            all = all.and(field("pieces").gt(more));
            any = any.or(field("pieces").lt(more));
        }

        assertThat(built(things().filter(all.or(any.not()))).filter()).isNotNull();
    }

    @Test
    void faults_are_reported_when_the_query_is_built() {
        Problem problem = refusal(() -> built(things().filter(
                        field("pieces").eq("1"),
                        field("nothing").eq(1),
                        field("sold").gt(true))
                .sort(field("tags").asc())
                .limit(0)));

        assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_QUERY);
        assertThat(pointers(problem))
                .containsExactly(
                        "/filter/.and/0/pieces.eq",
                        "/filter/.and/1/nothing.eq",
                        "/filter/.and/2/sold.gt",
                        "/sort/0",
                        "/limit");
    }

    @Test
    void an_empty_composite_is_rejected() {
        assertThat(pointers(refusal(() -> built(things().filter(anyOf()))))).containsExactly("/filter/.or");
        assertThat(pointers(refusal(() -> built(things().filter())))).containsExactly("/filter/.and");
    }

    @Test
    void a_field_name_is_not_parsed() {
        assertThat(pointers(
                        refusal(() -> built(things().filter(field("title.has").eq("a"))))))
                .containsExactly("/filter/title.has.eq");
        assertThat(pointers(refusal(() -> built(things().filter(field(".or").eq("a"))))))
                .containsExactly("/filter/.or.eq");
    }

    private static QueryBuilder<ThingView> things() {
        return Query.of(ThingView.class);
    }

    private static Query<ThingView> built(QueryBuilder<ThingView> query) {
        assertThat(query.view()).isEqualTo(ThingView.class);
        return new MapQueryParser<>(ThingView.TYPE, CURSORS).parse(query.request());
    }
}
