package io.fluvius.query.parser;

import static io.fluvius.domain.view.Operator.ALL;
import static io.fluvius.domain.view.Operator.ANY;
import static io.fluvius.domain.view.Operator.BETWEEN;
import static io.fluvius.domain.view.Operator.ENDS;
import static io.fluvius.domain.view.Operator.EQ;
import static io.fluvius.domain.view.Operator.GT;
import static io.fluvius.domain.view.Operator.GTE;
import static io.fluvius.domain.view.Operator.HAS;
import static io.fluvius.domain.view.Operator.IN;
import static io.fluvius.domain.view.Operator.LT;
import static io.fluvius.domain.view.Operator.LTE;
import static io.fluvius.domain.view.Operator.NE;
import static io.fluvius.domain.view.Operator.NOTIN;
import static io.fluvius.domain.view.Operator.STARTS;
import static io.fluvius.query.parser.MapQueries.assertInvalid;
import static io.fluvius.query.parser.MapQueries.filter;
import static io.fluvius.query.parser.MapQueries.filterOf;
import static io.fluvius.query.parser.MapQueries.parse;
import static io.fluvius.query.parser.MapQueries.query;
import static io.fluvius.query.parser.ThingView.absent;
import static io.fluvius.query.parser.ThingView.and;
import static io.fluvius.query.parser.ThingView.is;
import static io.fluvius.query.parser.ThingView.not;
import static io.fluvius.query.parser.ThingView.or;
import static io.fluvius.query.parser.ThingView.pointers;
import static io.fluvius.query.parser.ThingView.refusal;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.Operator;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Filter;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.UserStatus;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapFilterTest {

    private static final String ID = "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10";

    @Nested
    class Operators {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                title  | eq ne in notin has starts ends gt gte lt lte
                pieces | eq ne in notin gt gte lt lte between
                price  | eq ne in notin gt gte lt lte between
                seenAt | eq ne in notin gt gte lt lte between
                dueOn  | eq ne in notin gt gte lt lte between
                sold   | eq ne
                parent | eq ne in notin
                day    | eq ne in notin
                tags   | has all any
                """)
        void are_limited_to_those_of_the_field_type(String name, String operators) {
            List<String> accepted = Stream.of(Operator.values())
                    .map(Operator::text)
                    .filter(operator -> accepts(name + "." + operator, operator))
                    .toList();

            assertThat(accepted).containsExactlyInAnyOrder(operators.split(" "));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "title.EQ",
                    "title.like",
                    "title.",
                    "title!",
                    "title..eq",
                    "title.eq.eq",
                    "title.!eq",
                    "title!!eq",
                    "title. eq",
                    "tags",
                    "tags.eq",
                    "sold.gt"
                })
        void that_do_not_exist_are_faults(String statement) {
            assertInvalid(filterOf(statement, "\"a\""), "/filter/" + statement);
        }

        @Test
        void default_to_eq() {
            assertThat(filter("{\"title\": \"a\"}")).isEqualTo(is("title", EQ, "a"));
            assertThat(filter("{\"title.eq\": \"a\"}")).isEqualTo(is("title", EQ, "a"));
        }

        private boolean accepts(String statement, String operator) {
            String one = EXAMPLES.get(statement.substring(0, statement.indexOf('.')));
            String value = switch (operator) {
                case "in", "notin", "all", "any" -> "[" + one + "]";
                case "between" -> "[" + one + ", " + one + "]";
                default -> one;
            };
            try {
                query(filterOf(statement, value));
                return true;
            } catch (ProblemException rejected) {
                assertThat(rejected.problem().code()).isEqualTo(ProblemCode.INVALID_QUERY);
                return false;
            }
        }

        private static final Map<String, String> EXAMPLES = Map.of(
                "title", "\"a\"",
                "pieces", "1",
                "price", "1.5",
                "seenAt", "\"2026-01-01\"",
                "dueOn", "\"2026-01-01\"",
                "sold", "true",
                "parent", "\"" + ID + "\"",
                "day", "\"MONDAY\"",
                "tags", "\"a\"");
    }

    @Nested
    class Values {

        @ParameterizedTest
        @MethodSource("good")
        void are_converted_to_the_type_of_the_field(String name, Object given, Object converted) {
            assertThat(parse(Map.of("filter", Map.of(name, given))).filter()).isEqualTo(is(name, EQ, converted));
        }

        static Stream<Arguments> good() {
            Instant noon = Instant.parse("2026-01-01T12:00:00Z");
            UUID id = UUID.fromString(ID);
            return Stream.of(
                    Arguments.of("title", "", ""),
                    Arguments.of("title", "null", "null"),
                    Arguments.of("title", "50% of_😀 عائشة", "50% of_😀 عائشة"),
                    Arguments.of("title", new EmailAddress("a@example.com"), "a@example.com"),
                    Arguments.of("pieces", 21, 21L),
                    Arguments.of("pieces", Long.MAX_VALUE, Long.MAX_VALUE),
                    Arguments.of("pieces", (short) 2, 2L),
                    Arguments.of("pieces", BigInteger.valueOf(Long.MIN_VALUE), Long.MIN_VALUE),
                    Arguments.of("price", 21, new BigDecimal("21")),
                    Arguments.of("price", new BigDecimal("0.10"), new BigDecimal("0.10")),
                    Arguments.of("price", 0.5, new BigDecimal("0.5")),
                    Arguments.of("price", new BigInteger("9".repeat(200)), new BigDecimal("9".repeat(200))),
                    Arguments.of("sold", true, true),
                    Arguments.of("day", "SUNDAY", "SUNDAY"),
                    Arguments.of("day", DayOfWeek.SUNDAY, "SUNDAY"),
                    Arguments.of("parent", ID, id),
                    Arguments.of("parent", ID.toUpperCase(java.util.Locale.ROOT), id),
                    Arguments.of("parent", id, id),
                    Arguments.of("dueOn", "2026-01-01", LocalDate.of(2026, 1, 1)),
                    Arguments.of("dueOn", LocalDate.of(9999, 12, 31), LocalDate.of(9999, 12, 31)),
                    Arguments.of("seenAt", "2026-01-01T12:00:00Z", noon),
                    Arguments.of("seenAt", "2026-01-01T12:00Z", noon),
                    Arguments.of("seenAt", "2026-01-01T13:30:00.000+01:30", noon),
                    Arguments.of("seenAt", "2026-01-01T12:00:00.123456Z", noon.plusNanos(123_456_000)),
                    Arguments.of("seenAt", "2026-01-01", Instant.parse("2026-01-01T00:00:00Z")),
                    Arguments.of("seenAt", "0001-01-01", Instant.parse("0001-01-01T00:00:00Z")),
                    Arguments.of("seenAt", noon, noon),
                    Arguments.of("seenAt", noon.atZone(ZoneId.of("Europe/Berlin")), noon),
                    Arguments.of("seenAt", noon.atOffset(ZoneOffset.ofHours(5)), noon));
        }

        @ParameterizedTest
        @MethodSource("bad")
        void of_the_wrong_type_are_faults(String name, Object given) {
            assertInvalid(Map.of("filter", Map.of(name, given)), "/filter/" + name);
        }

        static Stream<Arguments> bad() {
            return Stream.of(
                    Arguments.of("title", 21),
                    Arguments.of("title", true),
                    Arguments.of("title", List.of("a")),
                    Arguments.of("title", Map.of("eq", "a")),
                    Arguments.of("title", "a\0"),
                    Arguments.of("title", "\ud83d"),
                    Arguments.of("title", new Object()),
                    Arguments.of("pieces", "21"),
                    Arguments.of("pieces", 21.0),
                    Arguments.of("pieces", new BigDecimal("21")),
                    Arguments.of("pieces", new BigInteger("9223372036854775808")),
                    Arguments.of("pieces", true),
                    Arguments.of("price", "21"),
                    Arguments.of("price", Double.NaN),
                    Arguments.of("price", Double.NEGATIVE_INFINITY),
                    Arguments.of("price", Float.NaN),
                    Arguments.of("price", new BigDecimal("1E+201")),
                    Arguments.of("price", new BigDecimal("1E-201")),
                    Arguments.of("price", new BigDecimal("1E-2147483647")),
                    Arguments.of("price", new BigInteger("9".repeat(201))),
                    Arguments.of("sold", "true"),
                    Arguments.of("sold", 1),
                    Arguments.of("day", "sunday"),
                    Arguments.of("day", "SOMEDAY"),
                    Arguments.of("day", ""),
                    Arguments.of("day", 6),
                    Arguments.of("day", UserStatus.ACTIVE),
                    Arguments.of("parent", ""),
                    Arguments.of("parent", "1-1-1-1-1"),
                    Arguments.of("parent", 1),
                    Arguments.of("dueOn", "2026-01-01T00:00:00Z"),
                    Arguments.of("dueOn", "2026-02-30"),
                    Arguments.of("dueOn", "26-01-01"),
                    Arguments.of("dueOn", "+10000-01-01"),
                    Arguments.of("dueOn", "0000-12-31"),
                    Arguments.of("dueOn", 20_260_101),
                    Arguments.of("seenAt", "2026-01-01T12:00:00"),
                    Arguments.of("seenAt", "2026-01-01 12:00:00Z"),
                    Arguments.of("seenAt", "2026-01-01T25:00:00Z"),
                    Arguments.of("seenAt", "9999-12-31T23:59:59-01:00"),
                    Arguments.of("seenAt", Instant.MAX),
                    Arguments.of("seenAt", "yesterday"),
                    Arguments.of("seenAt", 1_767_225_600L));
        }
    }

    @Nested
    class Absence {

        @Test
        void is_tested_with_null() {
            assertThat(filter("{\"note\": null}")).isEqualTo(absent("note"));
            assertThat(filter("{\"note.eq\": null}")).isEqualTo(absent("note"));
            assertThat(filter("{\"note.ne\": null}")).isEqualTo(not(absent("note")));
            assertThat(filter("{\"note!eq\": null}")).isEqualTo(not(absent("note")));
            assertThat(filter("{\"note!ne\": null}")).isEqualTo(not(not(absent("note"))));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "note.has",
                    "note.starts",
                    "note.ends",
                    "note.gt",
                    "note.gte",
                    "note.lt",
                    "note.lte",
                    "note!has",
                    "note.in",
                    "note.notin",
                    "price.between",
                    "tags.has",
                    "tags.all",
                    "tags.any"
                })
        void is_a_fault_with_every_other_operator(String statement) {
            assertInvalid(filterOf(statement, "null"), "/filter/" + statement);
        }

        @Test
        void is_a_fault_within_a_list() {
            assertInvalid(filterOf("note.in", "[\"a\", null]"), "/filter/note.in/1");
            assertInvalid(
                    filterOf("price.between", "[null, null]"), "/filter/price.between/0", "/filter/price.between/1");
        }
    }

    @Nested
    class Lists {

        @Test
        void contain_values_of_the_field_type() {
            assertThat(filter("{\"pieces.in\": [1, 2]}")).isEqualTo(is("pieces", IN, 1L, 2L));
            assertThat(filter("{\"day.notin\": [\"MONDAY\"]}")).isEqualTo(is("day", NOTIN, "MONDAY"));
            assertThat(filter("{\"tags.all\": [\"a\", \"b\"]}")).isEqualTo(is("tags", ALL, "a", "b"));
            assertThat(filter("{\"tags.any\": [\"a\"]}")).isEqualTo(is("tags", ANY, "a"));
            assertThat(parse(Map.of("filter", Map.of("day.in", Set.of(DayOfWeek.MONDAY))))
                            .filter())
                    .isEqualTo(is("day", IN, "MONDAY"));
        }

        @Test
        void report_the_location_of_each_bad_value() {
            assertInvalid(filterOf("pieces.in", "[1, \"2\", 3, 4.5]"), "/filter/pieces.in/1", "/filter/pieces.in/3");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "1", "\"1\"", "{}", "[[1]]"})
        void must_be_lists_and_must_not_be_empty(String value) {
            Problem problem = refusal(() -> query(filterOf("pieces.in", value)));

            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_QUERY);
            assertThat(pointers(problem)).singleElement().asString().startsWith("/filter/pieces.in");
        }

        @Test
        void contain_at_most_1000_values() {
            assertThat(parse(Map.of("filter", Map.of("pieces.in", numbers(1000))))
                            .filter())
                    .isEqualTo(is("pieces", IN, numbers(1000).toArray()));
            assertInvalid(Map.of("filter", Map.of("pieces.in", numbers(1001))), "/filter/pieces.in");
        }

        private static List<Long> numbers(int count) {
            return IntStream.range(0, count).mapToObj(Long::valueOf).toList();
        }
    }

    @Nested
    class Between {

        @Test
        void takes_two_inclusive_values() {
            assertThat(filter("{\"pieces.between\": [1, 3]}")).isEqualTo(is("pieces", BETWEEN, 1L, 3L));
            assertThat(filter("{\"pieces.between\": [1, 1]}")).isEqualTo(is("pieces", BETWEEN, 1L, 1L));
            assertThat(filter("{\"price.between\": [1.0, 1]}"))
                    .isEqualTo(is("price", BETWEEN, new BigDecimal("1.0"), new BigDecimal("1")));
            assertThat(filter("{\"dueOn.between\": [\"2026-01-01\", \"2026-01-31\"]}"))
                    .isEqualTo(is("dueOn", BETWEEN, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31)));
            assertThat(filter("{\"seenAt.between\": [\"2026-01-01\", \"2026-01-01T01:00:00+00:00\"]}"))
                    .isEqualTo(is(
                            "seenAt",
                            BETWEEN,
                            Instant.parse("2026-01-01T00:00:00Z"),
                            Instant.parse("2026-01-01T01:00:00Z")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[1]", "[1, 2, 3]", "[3, 1]", "[]", "1"})
        void takes_nothing_else(String value) {
            assertInvalid(filterOf("pieces.between", value), "/filter/pieces.between");
        }

        @Test
        void must_not_start_after_its_end() {
            assertInvalid(filterOf("price.between", "[1.01, 1.0]"), "/filter/price.between");
            assertInvalid(filterOf("dueOn.between", "[\"2026-01-02\", \"2026-01-01\"]"), "/filter/dueOn.between");
            assertInvalid(
                    filterOf("seenAt.between", "[\"2026-01-01T00:00:01Z\", \"2026-01-01\"]"), "/filter/seenAt.between");
        }

        @Test
        void reports_the_location_of_each_bad_value() {
            assertInvalid(filterOf("pieces.between", "[\"1\", 2]"), "/filter/pieces.between/0");
        }
    }

    @Nested
    class Statements {

        @Test
        void compare_with_one_value() {
            assertThat(filter("{\"title.ne\": \"a\"}")).isEqualTo(is("title", NE, "a"));
            assertThat(filter("{\"title.has\": \"a\"}")).isEqualTo(is("title", HAS, "a"));
            assertThat(filter("{\"title.starts\": \"a\"}")).isEqualTo(is("title", STARTS, "a"));
            assertThat(filter("{\"title.ends\": \"a\"}")).isEqualTo(is("title", ENDS, "a"));
            assertThat(filter("{\"title.gt\": \"a\"}")).isEqualTo(is("title", GT, "a"));
            assertThat(filter("{\"pieces.gte\": 1}")).isEqualTo(is("pieces", GTE, 1L));
            assertThat(filter("{\"pieces.lt\": 1}")).isEqualTo(is("pieces", LT, 1L));
            assertThat(filter("{\"pieces.lte\": 1}")).isEqualTo(is("pieces", LTE, 1L));
            assertThat(filter("{\"tags.has\": \"a\"}")).isEqualTo(is("tags", HAS, "a"));
        }

        @Test
        void are_negated_by_an_exclamation_mark() {
            assertThat(filter("{\"title!has\": \"a\"}")).isEqualTo(not(is("title", HAS, "a")));
            assertThat(filter("{\"title!eq\": \"a\"}")).isEqualTo(not(is("title", EQ, "a")));
            assertThat(filter("{\"day!in\": [\"MONDAY\"]}")).isEqualTo(not(is("day", IN, "MONDAY")));
            assertThat(filter("{\"tags!any\": [\"a\"]}")).isEqualTo(not(is("tags", ANY, "a")));
        }

        @Test
        void of_one_object_are_combined_with_and() {
            assertThat(filter("{\"title\": \"a\", \"pieces.gt\": 1}"))
                    .isEqualTo(and(is("title", EQ, "a"), is("pieces", GT, 1L)));
        }

        @Test
        void are_optional() {
            assertThat(filter("{}")).isEqualTo(Filter.ALL);
            assertThat(query("{}").filter()).isEqualTo(Filter.ALL);
        }

        @ParameterizedTest
        @ValueSource(strings = {"nothing", "Title", "title ", "", "created_at", "id2.eq", "note eq"})
        void on_unknown_fields_are_faults(String statement) {
            assertInvalid(filterOf(statement, "1"), "/filter/" + statement);
        }

        @Test
        void are_escaped_in_the_pointer() {
            assertInvalid(filterOf("a/b~c", "1"), "/filter/a~1b~0c");
        }
    }

    @Nested
    class Composites {

        @Test
        void combine_filter_objects() {
            String parts = "[{\"title\": \"a\"}, {\"pieces\": 1, \"sold\": true}]";
            Filter first = is("title", EQ, "a");
            Filter second = and(is("pieces", EQ, 1L), is("sold", EQ, true));

            assertThat(filter("{\".and\": " + parts + "}")).isEqualTo(and(first, second));
            assertThat(filter("{\".or\": " + parts + "}")).isEqualTo(or(first, second));
            assertThat(filter("{\"!and\": " + parts + "}")).isEqualTo(not(and(first, second)));
            assertThat(filter("{\"!or\": " + parts + "}")).isEqualTo(not(or(first, second)));
        }

        @Test
        void accept_a_single_filter_object() {
            assertThat(filter("{\"!or\": {\"title\": \"a\", \"sold\": true}}"))
                    .isEqualTo(not(or(and(is("title", EQ, "a"), is("sold", EQ, true)))));
        }

        @Test
        void accept_a_filter_object_that_matches_all_rows() {
            assertThat(filter("{\".or\": [{}, {\"title\": \"a\"}]}")).isEqualTo(or(Filter.ALL, is("title", EQ, "a")));
        }

        @Test
        void can_be_combined_with_statements() {
            assertThat(filter("{\"title\": \"a\", \".or\": [{\"pieces\": 1}]}"))
                    .isEqualTo(and(is("title", EQ, "a"), or(is("pieces", EQ, 1L))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "null", "\"a\"", "1"})
        void accept_neither_an_empty_list_nor_another_type(String value) {
            assertInvalid(filterOf(".or", value), "/filter/.or");
        }

        @Test
        void contain_filter_objects_only() {
            assertInvalid(filterOf(".or", "[{}, \"a\", null, []]"), "/filter/.or/1", "/filter/.or/2", "/filter/.or/3");
        }

        @ParameterizedTest
        @ValueSource(strings = {".not", "!not", ".", "!", ".AND", "..or", "!.or", ".or.", ".title"})
        void with_an_unknown_name_are_faults(String name) {
            assertInvalid(filterOf(name, "[{}]"), "/filter/" + name);
            assertInvalid(filterOf(name, "1"), "/filter/" + name);
        }

        @Test
        void report_the_location_of_nested_faults() {
            assertInvalid(
                    "{\"filter\": {\".or\": [{\"title\": 1}, {\"!and\": {\"pieces.in\": [true], \"no/such\": 1}}]}}",
                    "/filter/.or/0/title",
                    "/filter/.or/1/!and/pieces.in/0",
                    "/filter/.or/1/!and/no~1such");
        }
    }

    @Nested
    class Bounds {

        @Test
        void a_filter_has_a_depth_of_at_most_8() {
            assertThat(query(nested(8)).filter()).isNotEqualTo(Filter.ALL);
            assertInvalid(nested(9), "/filter" + "/.and".repeat(9));
        }

        @Test
        void a_filter_far_beyond_the_maximum_depth_is_one_fault() {
            assertInvalid(nested(200), "/filter" + "/.and".repeat(9));
        }

        @Test
        void a_filter_has_at_most_100_statements() {
            assertThat(query(statements(100)).filter()).isNotEqualTo(Filter.ALL);
            assertInvalid(statements(101), "/filter/.and/100/pieces");
        }

        @Test
        void a_filter_with_far_too_many_statements_is_one_fault() {
            assertInvalid(statements(5000), "/filter/.and/100/pieces");
        }

        @Test
        void a_filter_has_at_most_1000_objects() {
            assertThat(query(emptyObjects(999)).filter()).isNotNull();
            assertInvalid(emptyObjects(1000), "/filter/.or/999");
        }

        /** Returns a filter with the given number of objects and one that contains them. */
        private static String emptyObjects(int count) {
            return "{\"filter\": {\".or\": [" + String.join(",", Collections.nCopies(count, "{}")) + "]}}";
        }

        private static String nested(int depth) {
            return "{\"filter\": " + "{\".and\": ".repeat(depth) + "{\"pieces\": 1}" + "}".repeat(depth) + "}";
        }

        /** Returns a composite with the given number of statements. */
        private static String statements(int count) {
            return IntStream.rangeClosed(1, count)
                    .mapToObj(number -> "{\"pieces\": " + number + "}")
                    .collect(joining(",", "{\"filter\": {\".and\": [", "]}}"));
        }
    }

    @Test
    void a_statement_in_java_may_test_for_null() {
        assertThat(parse(Map.of("filter", Collections.singletonMap("note", null)))
                        .filter())
                .isEqualTo(absent("note"));
    }
}
