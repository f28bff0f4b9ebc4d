package io.fluvius.query.parser;

import static io.fluvius.domain.view.Operator.ALL;
import static io.fluvius.domain.view.Operator.BETWEEN;
import static io.fluvius.domain.view.Operator.EQ;
import static io.fluvius.domain.view.Operator.GTE;
import static io.fluvius.domain.view.Operator.HAS;
import static io.fluvius.domain.view.Operator.IN;
import static io.fluvius.domain.view.Operator.LT;
import static io.fluvius.query.parser.ThingView.CURSORS;
import static io.fluvius.query.parser.ThingView.absent;
import static io.fluvius.query.parser.ThingView.and;
import static io.fluvius.query.parser.ThingView.field;
import static io.fluvius.query.parser.ThingView.is;
import static io.fluvius.query.parser.ThingView.not;
import static io.fluvius.query.parser.ThingView.or;
import static io.fluvius.query.parser.ThingView.pointers;
import static io.fluvius.query.parser.ThingView.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.ViewType;
import io.fluvius.environment.Asvs;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.Filter;
import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import io.fluvius.query.SortKey;
import io.fluvius.query.SortKey.Order;
import io.fluvius.user.UserView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlQueryParserTest {

    private static final String ID = "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10";

    @Nested
    class Statements {

        @ParameterizedTest
        @MethodSource("good")
        void are_converted_from_text(String name, String value, Filter filter) {
            assertThat(query(name, value).filter()).isEqualTo(filter);
        }

        static Stream<Arguments> good() {
            return Stream.of(
                    Arguments.of("title", "a,b", is("title", EQ, "a,b")),
                    Arguments.of("title", "", is("title", EQ, "")),
                    Arguments.of("title.has", "50%_😀", is("title", HAS, "50%_😀")),
                    Arguments.of("title!has", "a", not(is("title", HAS, "a"))),
                    Arguments.of("pieces", "21", is("pieces", EQ, 21L)),
                    Arguments.of("pieces", "-9223372036854775808", is("pieces", EQ, Long.MIN_VALUE)),
                    Arguments.of("pieces.in", "1,+2,-3", is("pieces", IN, 1L, 2L, -3L)),
                    Arguments.of("price.lt", "1.50", is("price", LT, new BigDecimal("1.50"))),
                    Arguments.of("price.lt", "-7", is("price", LT, new BigDecimal("-7"))),
                    Arguments.of("price.between", "1,2.5", is("price", BETWEEN, BigDecimal.ONE, new BigDecimal("2.5"))),
                    Arguments.of("sold", "true", is("sold", EQ, true)),
                    Arguments.of("sold", "false", is("sold", EQ, false)),
                    Arguments.of("day.in", "MONDAY,SUNDAY", is("day", IN, "MONDAY", "SUNDAY")),
                    Arguments.of("parent", ID, is("parent", EQ, UUID.fromString(ID))),
                    Arguments.of("dueOn", "2026-01-01", is("dueOn", EQ, LocalDate.of(2026, 1, 1))),
                    Arguments.of("seenAt.gte", "2026-01-01", is("seenAt", GTE, Instant.parse("2026-01-01T00:00:00Z"))),
                    Arguments.of("tags.all", "a,b", is("tags", ALL, "a", "b")),
                    Arguments.of("tags.all", "a", is("tags", ALL, "a")),
                    Arguments.of("note", "null", absent("note")),
                    Arguments.of("note.ne", "null", not(absent("note"))));
        }

        @ParameterizedTest
        @CsvSource({
            "pieces, ''",
            "pieces, 1.0",
            "pieces, 1e2",
            "pieces, ' 1'",
            "pieces, 9223372036854775808",
            "pieces, 00000000000000000001",
            "pieces, ٣",
            "price, ''",
            "price, 1e9",
            "price, .5",
            "price, '1,5'",
            "price, NaN",
            "sold, ''",
            "sold, TRUE",
            "sold, 1",
            "day, monday",
            "parent, 1",
            "dueOn, 01.01.2026",
            "seenAt, 2026-01-01T00:00:00",
            "title, 'a\0'",
            "note.has, null",
            "pieces.gt, null",
            "nothing, 1",
            "title.like, a",
            "title., a",
            "tags, a",
            "sold.gt, true",
            "price.between, 1",
            "'price.between', '2,1'",
            "'a/b', 1"
        })
        void that_are_invalid_are_faults(String name, String value) {
            assertInvalid(Map.of(name, List.of(value)), Fault.child("", name));
        }

        static Stream<String> examples() {
            return ThingView.TYPE.fields().stream().flatMap(field -> field.examples().stream());
        }

        @ParameterizedTest
        @MethodSource("examples")
        void that_fields_offer_as_examples_are_valid(String example) {
            String[] pair = example.split("=", 2);

            assertThat(query(pair[0], pair[1]).filter()).isNotEqualTo(Filter.ALL);
        }

        @Test
        void have_examples_for_every_operator_and_for_null() {
            assertThat(field("note").examples())
                    .containsExactly(
                            "note=ann",
                            "note.ne=ann",
                            "note.in=ann,john",
                            "note.notin=ann,john",
                            "note.has=ann",
                            "note.starts=ann",
                            "note.ends=ann",
                            "note.gt=ann",
                            "note.gte=ann",
                            "note.lt=ann",
                            "note.lte=ann",
                            "note!has=ann",
                            "note=null",
                            "note.ne=null");
            assertThat(field("tags").examples())
                    .containsExactly("tags.has=A", "tags.all=A,B", "tags.any=A,B", "tags!has=A");
            assertThat(field("day").examples())
                    .containsExactly(
                            "day=MONDAY",
                            "day.ne=MONDAY",
                            "day.in=MONDAY,SUNDAY",
                            "day.notin=MONDAY,SUNDAY",
                            "day!eq=MONDAY");
        }

        @Test
        void report_the_location_of_bad_list_values() {
            assertInvalid(Map.of("pieces.in", List.of("1,,x,4,")), "/pieces.in/1", "/pieces.in/2", "/pieces.in/4");
            assertInvalid(Map.of("note.in", List.of("a,null")), "/note.in/1");
        }

        @Test
        void are_combined_with_and() {
            Map<String, List<String>> parameters = new LinkedHashMap<>();
            parameters.put("title", List.of("a"));
            parameters.put("pieces.gte", List.of("1"));
            parameters.put("pieces", List.of("2"));

            assertThat(query(parameters).filter())
                    .isEqualTo(and(is("title", EQ, "a"), is("pieces", GTE, 1L), is("pieces", EQ, 2L)));
        }

        @Test
        void are_optional() {
            assertThat(query(Map.of()).filter()).isEqualTo(Filter.ALL);
        }

        @ParameterizedTest
        @ValueSource(strings = {".or", ".and", "!and", "!or", ".", "!"})
        void must_not_be_composites(String name) {
            assertInvalid(Map.of(name, List.of("[]")), "/" + name);
        }

        @Test
        void must_have_values() {
            assertInvalid(Map.of("title", List.of()), "/title");
            assertInvalid(Map.of("limit", List.of()), "/limit");
        }
    }

    @Nested
    class Lists {

        @ParameterizedTest
        @MethodSource("escaped")
        void may_have_commas_in_their_values(String value, List<String> elements) {
            assertThat(query("title.in", value).filter()).isEqualTo(is("title", IN, elements.toArray()));
        }

        static Stream<Arguments> escaped() {
            return Stream.of(
                    Arguments.of("a\\,b", List.of("a,b")),
                    Arguments.of("a\\,b,c", List.of("a,b", "c")),
                    Arguments.of("\\,", List.of(",")),
                    Arguments.of("a,", List.of("a", "")),
                    Arguments.of("\\", List.of("\\")),
                    Arguments.of("a\\b,c", List.of("a\\b", "c")),
                    Arguments.of("null,a", List.of("null", "a")));
        }

        @Test
        void may_have_one_literal_value_in_each_of_several_parameters() {
            assertThat(query(Map.of("title.in", List.of("a,b", "\\,", "", "null")))
                            .filter())
                    .isEqualTo(is("title", IN, "a,b", "\\,", "", "null"));
            assertThat(query(Map.of("note.in", List.of("null", "a"))).filter()).isEqualTo(is("note", IN, "null", "a"));
            assertThat(query(Map.of("pieces.between", List.of("1", "2"))).filter())
                    .isEqualTo(is("pieces", BETWEEN, 1L, 2L));
            assertInvalid(Map.of("pieces.in", List.of("1", "2,3", "4")), "/pieces.in/1");
            assertThat(query(Map.of("sort", List.of("title.desc", "pieces"))))
                    .isEqualTo(query("sort", "title.desc,pieces"));
            assertThat(query(Map.of("include", List.of("title", "pieces"))))
                    .isEqualTo(query("include", "title,pieces"));
            assertThat(query(Map.of("exclude", List.of("title", "pieces"))))
                    .isEqualTo(query("exclude", "title,pieces"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "title.in",
                    "title.notin",
                    "title!in",
                    "tags.any",
                    "tags!all",
                    "pieces.between",
                    "sort",
                    "include",
                    "exclude"
                })
        void must_not_be_empty(String name) {
            assertInvalid(Map.of(name, List.of("")), "/" + name);
        }

        @ParameterizedTest
        @ValueSource(strings = {"title", "title.has", "title!eq", "pieces.gte", "tags.has", "note"})
        void are_not_for_operators_with_one_value(String name) {
            assertInvalid(Map.of(name, List.of("1", "2")), "/" + name);
        }
    }

    @Nested
    class Null {

        @Test
        void is_text_on_a_field_that_is_never_null() {
            assertThat(query("title", "null").filter()).isEqualTo(is("title", EQ, "null"));
            assertThat(query("title!eq", "null").filter()).isEqualTo(not(is("title", EQ, "null")));
            assertThat(query("title.has", "null").filter()).isEqualTo(is("title", HAS, "null"));
            assertThat(query("tags.has", "null").filter()).isEqualTo(is("tags", HAS, "null"));
        }

        @ParameterizedTest
        @CsvSource({
            "note.has, null, /note.has",
            "note.in, 'a,null', /note.in/1",
            "pieces, null, /pieces",
            "version, null, /version",
            "query, '{\"title\": null}', /query/title",
            "query, '{\"title!eq\": null}', /query/title!eq",
            "query, '{\"version.ne\": null}', /query/version.ne"
        })
        void is_an_error_where_it_has_no_meaning(String name, String value, String pointer) {
            assertInvalid(Map.of(name, List.of(value)), pointer);
        }
    }

    @Nested
    class A_nested_filter {

        @Test
        void is_combined_with_simple_statements() {
            Map<String, List<String>> parameters = new LinkedHashMap<>();
            parameters.put("sold", List.of("true"));
            parameters.put("query", List.of("{\".or\": [{\"title.has\": \"a\"}, {\"pieces\": 1}]}"));

            assertThat(query(parameters).filter())
                    .isEqualTo(and(is("sold", EQ, true), or(is("title", HAS, "a"), is("pieces", EQ, 1L))));
        }

        @Test
        void is_strict_about_types() {
            assertInvalid(Map.of("query", List.of("{\"pieces\": \"1\", \"price\": 1.5}")), "/query/pieces");
        }

        @Test
        void counts_towards_the_limits_of_the_query() {
            String list = IntStream.range(0, 100)
                    .mapToObj(number -> "{\"pieces\": 1}")
                    .collect(Collectors.joining(",", "{\".or\": [", "]}"));
            Map<String, List<String>> parameters = new LinkedHashMap<>();
            parameters.put("query", List.of(list));
            assertThat(query(parameters).filter()).isNotEqualTo(Filter.ALL);

            parameters.put("sold", List.of("true"));
            assertInvalid(parameters, "/sold");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "null",
                    "\"title\"",
                    "{",
                    "{}{}",
                    "{\"title\": \"a\", \"title\": \"b\"}",
                    "{\"price\": 1e99999999999}",
                    "{'title': 'a'}",
                    "{\"title\": NaN}"
                })
        void must_be_a_json_object(String json) {
            Problem problem = refusal(() -> query("query", json));

            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_QUERY);
            assertThat(problem.errors()).singleElement().satisfies(fault -> {
                assertThat(fault.pointer()).isEqualTo("/query");
                assertThat(fault.message()).doesNotContain("jackson", "java", "Feature", "Token");
            });
        }

        @Test
        void may_be_too_deep_for_the_json_parser() {
            assertInvalid(Map.of("query", List.of("{\".and\":".repeat(100_000))), "/query");
        }
    }

    @Nested
    class The_order_of_rows {

        @Test
        void is_specified_by_keys_with_or_without_a_direction() {
            assertThat(query("sort", "title.asc,seenAt.desc,pieces").sort())
                    .containsExactly(
                            new SortKey(field("title"), Order.ASC),
                            new SortKey(field("seenAt"), Order.DESC),
                            new SortKey(field("pieces"), Order.ASC));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "nothing",
                    "nothing.asc",
                    "title.up",
                    "title.ASC",
                    "title.",
                    ".asc",
                    "tags",
                    "title,title.desc",
                    "title,",
                    "title desc",
                    "title.asc.desc"
                })
        void rejects_any_other_key(String sort) {
            assertInvalid(Map.of("sort", List.of(sort)), "/sort");
        }
    }

    @Nested
    class Pages {

        @ParameterizedTest
        @CsvSource({"1, 1", "1000, 1000", "+25, 25"})
        void have_a_limit_within_bounds(String text, int limit) {
            assertThat(query("limit", text).limit()).isEqualTo(limit);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "0", "-1", "1001", "ten", "1.0", "1e2", "null", "99999999999999999999"})
        void reject_any_other_limit_and_number(String text) {
            assertInvalid(Map.of("limit", List.of(text)), "/limit");
            assertInvalid(Map.of("page", List.of(text.equals("1001") ? "2147483648" : text)), "/page");
        }

        @Test
        void have_a_number_on_request() {
            assertThat(query("page", "3").page()).isEqualTo(3);
            assertThat(query(Map.of()).page()).isNull();
        }

        @Test
        void are_selected_by_a_cursor_of_the_same_query() {
            Keyset keyset = new Keyset(Keyset.Side.BEFORE, Arrays.asList(null, new UUID(1, 2)));
            String cursor = CURSORS.encode(query("sort", "note.desc"), keyset);

            assertThat(query(Map.of("sort", List.of("note.desc"), "cursor", List.of(cursor)))
                            .keyset())
                    .isEqualTo(keyset);
            assertInvalid(Map.of("sort", List.of("note.asc"), "cursor", List.of(cursor)), "/cursor");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "null", "%", "AQA"})
        void reject_any_other_text_as_a_cursor(String cursor) {
            assertInvalid(Map.of("cursor", List.of(cursor)), "/cursor");
        }

        @Test
        void reject_a_number_together_with_a_cursor() {
            String cursor = CURSORS.encode(
                    query(Map.of()), new Keyset(Keyset.Side.AFTER, List.of(Instant.EPOCH, new UUID(1, 2))));

            assertInvalid(Map.of("page", List.of("1"), "cursor", List.of(cursor)), "/cursor");
        }

        @Test
        void are_counted_on_request() {
            assertThat(query("count", "true").count()).isTrue();
            assertThat(query("count", "false").count()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "TRUE", "1", "yes"})
        void reject_a_count_that_is_not_a_boolean(String count) {
            assertInvalid(Map.of("count", List.of(count)), "/count");
        }
    }

    @Nested
    class Members {

        @Test
        void are_the_included_ones_and_the_id() {
            assertThat(query("include", "title,pieces").members()).containsExactlyInAnyOrder("id", "title", "pieces");
        }

        @Test
        void are_all_but_the_excluded_ones() {
            assertThat(query("exclude", "title").members())
                    .contains("id", "pieces")
                    .doesNotContain("title");
        }

        @ParameterizedTest
        @CsvSource({"include, nothing", "exclude, Title", "exclude, 'nothing'"})
        void must_be_known(String list, String names) {
            assertInvalid(Map.of(list, List.of(names)), "/" + list + "/0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "page", "cursor", "count", "text", "query"})
    @Asvs("V15.3.7")
    void a_reserved_word_must_not_be_repeated(String name) {
        assertInvalid(Map.of(name, List.of("a", "b")), "/" + name);
    }

    @Test
    void all_faults_are_reported_together() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("nothing", List.of("1"));
        parameters.put("pieces", List.of("x"));
        parameters.put("query", List.of("{\".or\": []}"));
        parameters.put("sort", List.of("nothing,tags"));
        parameters.put("limit", List.of("0"));
        parameters.put("include", List.of("title,nothing"));

        assertInvalid(parameters, "/nothing", "/pieces", "/query/.or", "/sort", "/sort", "/limit", "/include/1");
    }

    @Test
    void the_example_of_the_query_language_is_a_valid_query() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("active", List.of("true"));
        parameters.put("name.has", List.of("doe"));
        parameters.put("createdAt.gte", List.of("2026-01-01"));
        parameters.put("status.in", List.of("ACTIVE,LOCKED"));
        parameters.put("deactivationReason", List.of("null"));
        parameters.put("sort", List.of("name.asc,createdAt.desc"));
        parameters.put("limit", List.of("10"));
        parameters.put("include", List.of("id,name"));

        Query<UserView> query =
                new UrlQueryParser<>(ViewType.of("user", UserView.class), ThingView.CURSORS).parse(parameters);

        assertThat(((Filter.And) query.filter()).parts()).hasSize(5);
        assertThat(query.sort()).hasSize(2);
        assertThat(query.limit()).isEqualTo(10);
        assertThat(query.members()).containsExactly("id", "name");
    }

    private static Query<ThingView> query(Map<String, List<String>> parameters) {
        return new UrlQueryParser<>(ThingView.TYPE, ThingView.CURSORS).parse(parameters);
    }

    private static Query<ThingView> query(String name, String value) {
        return query(Map.of(name, List.of(value)));
    }

    private static void assertInvalid(Map<String, List<String>> parameters, String... pointers) {
        Problem problem = refusal(() -> query(parameters));

        assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_QUERY);
        assertThat(pointers(problem)).containsExactly(pointers);
    }
}
