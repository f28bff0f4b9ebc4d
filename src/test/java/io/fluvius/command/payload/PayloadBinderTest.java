package io.fluvius.command.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.domain.Trimmed;
import io.fluvius.problem.Fault;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.DeactivateUser;
import io.fluvius.user.UserCommand.UpdateUser;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PayloadBinderTest {

    private static final UUID ID = UUID.fromString("0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10");

    private final PayloadBinder binder = new PayloadBinder(Validators.VALIDATOR);

    record SimpleTypes(
            @Nullable String text,
            @Nullable Integer number,
            @Nullable Long large,
            @Nullable BigDecimal price,
            @Nullable Boolean flag,
            @Nullable UUID id,
            @Nullable Instant at,
            @Nullable LocalDate on,
            @Nullable DayOfWeek day) {}

    record Plain(int number, long large, boolean flag) {}

    record Sku(
            @JsonValue @Size(max = 4) @Pattern(regexp = "[A-Z]+") String value) {}

    record Line(Sku sku, @Max(9) int pieces) {}

    record Address(@NotBlank String street, @Nullable String city) {}

    record PlaceOrder(
            @NotBlank @Size(max = 5) String title,
            Address address,
            @Size(max = 3) List<Line> lines,
            @Nullable List<@NotBlank String> notes,
            @Nullable Set<Sku> gifts) {}

    record OnlyList(@Size(min = 1) List<Sku> skus) {}

    @AtLeastOne
    record Change(@Nullable Sku sku, @Nullable Integer pieces) {}

    record Book(@Trimmed @Size(max = 2) String title) {}

    record Price(@DecimalMax("9.25") BigDecimal price) {}

    record Unsupported(Object anything) {}

    @Nested
    class A_payload_is_bound {

        @Test
        void with_every_simple_type() {
            assertThat(bind("""
                            {"text": "Ann", "number": -1, "large": 2, "price": 6.70, "flag": false, "id": "%s",
                             "at": "2026-11-22T10:15:30.123456Z", "on": "2026-11-22", "day": "SUNDAY"}
                            """.formatted(ID), SimpleTypes.class))
                    .isEqualTo(new SimpleTypes(
                            "Ann",
                            -1,
                            2L,
                            new BigDecimal("6.70"),
                            false,
                            ID,
                            Instant.parse("2026-11-22T10:15:30.123456Z"),
                            LocalDate.of(2026, 11, 22),
                            DayOfWeek.SUNDAY));
        }

        @Test
        void with_primitive_components() {
            assertThat(bind("{\"number\": 1, \"large\": 2, \"flag\": true}", Plain.class))
                    .isEqualTo(new Plain(1, 2, true));
        }

        @Test
        void without_its_nullable_components() {
            assertThat(bind("{}", SimpleTypes.class))
                    .isEqualTo(new SimpleTypes(null, null, null, null, null, null, null, null, null));
        }

        @ParameterizedTest
        @ValueSource(strings = {"text", "number", "large", "price", "flag", "id", "at", "on", "day"})
        void with_null_for_a_nullable_component_that_is_left_out(String member) {
            assertThat(bind("{\"" + member + "\": null}", SimpleTypes.class)).isEqualTo(bind("{}", SimpleTypes.class));
        }

        @ParameterizedTest
        @ValueSource(strings = {"100", "100.0", "1e2", "1E+2", "1000e-1"})
        void with_a_whole_number_however_it_is_written(String number) {
            assertThat(bind("{\"number\": " + number + ", \"large\": " + number + "}", SimpleTypes.class))
                    .extracting(SimpleTypes::number, SimpleTypes::large)
                    .containsExactly(100, 100L);
        }

        @Test
        void with_nested_records_lists_and_sets() {
            assertThat(bind("""
                            {"title": "Order", "address": {"street": "Main"}, "lines": [{"sku": "A", "pieces": 2}],
                             "notes": ["x", "x"], "gifts": ["B", "A"]}
                            """, PlaceOrder.class))
                    .isEqualTo(new PlaceOrder(
                            "Order",
                            new Address("Main", null),
                            List.of(new Line(new Sku("A"), 2)),
                            List.of("x", "x"),
                            Set.of(new Sku("B"), new Sku("A"))));
        }

        @Test
        void up_to_the_limits_of_integer_types() {
            assertThat(bind("{\"number\": 2147483647, \"large\": 9223372036854775807}", SimpleTypes.class))
                    .extracting(SimpleTypes::number, SimpleTypes::large)
                    .containsExactly(Integer.MAX_VALUE, Long.MAX_VALUE);
            assertThat(bind("{\"number\": -2147483648, \"large\": -9223372036854775808}", SimpleTypes.class))
                    .extracting(SimpleTypes::number, SimpleTypes::large)
                    .containsExactly(Integer.MIN_VALUE, Long.MIN_VALUE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"0.100000000", "-0.5", "1E+28", "99999999999999999999999999999.999999999", "1.5000000000000"
                })
        void with_exact_decimals(String number) {
            assertThat(bind("{\"price\": " + number + "}", SimpleTypes.class).price())
                    .isEqualTo(new BigDecimal(number));
        }

        @ParameterizedTest
        @ValueSource(strings = {"😀", "عائشة", "می\u200cخواهم", "Å \"\\"})
        void with_text_in_any_script(String text) {
            assertThat(binder.bind(Map.of("text", text), SimpleTypes.class).text())
                    .isEqualTo(text);
        }

        @Test
        void with_text_in_normal_form() {
            assertThat(binder.bind(Map.of("text", "Zoe\u0301"), SimpleTypes.class)
                            .text())
                    .isEqualTo("Zo\u00e9");
        }

        @Test
        void with_escaped_text() {
            assertThat(bind("{\"text\": \"\\ud83d\\ude00\"}", SimpleTypes.class).text())
                    .isEqualTo("😀");
        }
    }

    @Nested
    class An_invariant_of_a_compact_constructor {

        record Period(LocalDate from, LocalDate to) {
            Period {
                if (to.isBefore(from)) {
                    throw new IllegalArgumentException("must not end before it begins");
                }
            }
        }

        record Percent(@JsonValue int value) {
            Percent {
                if (value > 100) {
                    throw new IllegalArgumentException();
                }
            }
        }

        record Discount(Percent percent, @Nullable Period period, List<Percent> history) {}

        @Test
        void is_a_fault_of_the_record_with_the_sentence_of_its_author() {
            ProblemException refused = catchThrowableOfType(
                    ProblemException.class,
                    () -> binder.bind(
                            "{\"percent\": 101, \"history\": [1, 102],"
                                    + " \"period\": {\"from\": \"2026-12-02\", \"to\": \"2026-12-01\"}}",
                            Discount.class));

            assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_PAYLOAD);
            assertThat(refused.problem().errors())
                    .containsExactlyInAnyOrder(
                            new Fault("/payload/percent", "is invalid"),
                            new Fault("/payload/history/1", "is invalid"),
                            new Fault("/payload/period", "must not end before it begins"));
        }
    }

    @Nested
    class A_value_of_the_wrong_type_is_a_fault {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                text   | 1
                text   | true
                text   | {}
                text   | ["Ann"]
                number | "1"
                number | 1.5
                number | true
                number | 2147483648
                number | -2147483649
                large  | "1"
                large  | 1.5
                large  | 9223372036854775808
                large  | -9223372036854775809
                large  | []
                large  | 1e999999999
                large  | 1e-999999999
                price  | "1.5"
                price  | false
                price  | {}
                price  | 0.1000000000000000055511151231257827
                price  | 1E+29
                price  | 1E+999999999
                price  | 1E-999999999
                price  | 100000000000000000000000000000
                flag   | "true"
                flag   | 0
                flag   | 1
                id     | 1
                id     | "1"
                id     | "0190c7a15d3c7f0080003b9f6a2c1d10"
                at     | 1763806530
                at     | "2026-11-22"
                at     | "2026-11-22T10:15:30"
                at     | "2026-02-30T10:15:30Z"
                at     | "now"
                at     | "2026-11-22T24:00:00Z"
                at     | "2026-11-22T23:59:60Z"
                at     | "2026-11-22T10:15:30+01:00:30"
                at     | "+10000-01-01T00:00:00Z"
                at     | "0000-12-31T23:59:59Z"
                at     | "+999999999-01-01T00:00:00Z"
                on     | 20261122
                on     | "2026-02-30"
                on     | "2026-11-22T10:15:30Z"
                on     | "22.11.2026"
                on     | "+10000-01-01"
                on     | "-0001-01-01"
                day    | 0
                day    | "sunday"
                day    | "SOMEDAY"
                day    | ""
                """)
        void of_its_member(String member, String json) {
            assertThat(faultsOf("{\"" + member + "\": " + json + "}", SimpleTypes.class))
                    .containsExactly("/payload/" + member);
        }

        @ParameterizedTest
        @ValueSource(strings = {"number", "large", "flag"})
        void also_if_it_is_null_and_required(String member) {
            Map<String, Object> payload = new HashMap<>(Map.of("number", 1, "large", 1, "flag", true));
            payload.put(member, null);

            assertThat(faultsOf(payload, Plain.class)).containsExactly("/payload/" + member);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "\"A\"", "5", "null"})
        void instead_of_a_list(String json) {
            assertThat(faultsOf("{\"skus\": " + json + "}", OnlyList.class)).containsExactly("/payload/skus");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "\"Main\"", "5", "null"})
        void instead_of_an_object(String json) {
            assertThat(faultsOf("{\"title\": \"Order\", \"lines\": [], \"address\": " + json + "}", PlaceOrder.class))
                    .containsExactly("/payload/address");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "\"Main\"", "5", "null", "", " "})
        void instead_of_the_payload(String json) {
            assertThat(faultsOf(json, SimpleTypes.class)).containsExactly("/payload");
        }
    }

    @Nested
    class A_member {

        @Test
        void that_is_missing_is_a_fault() {
            assertThat(faultsOf("{}", Plain.class))
                    .containsExactly("/payload/number", "/payload/large", "/payload/flag");
        }

        @Test
        void that_is_unknown_is_a_fault() {
            assertThat(faultsOf("{\"nmae\": \"Ann\", \"Text\": \"Ann\"}", SimpleTypes.class))
                    .containsExactly("/payload/nmae", "/payload/Text");
        }

        @Test
        void is_escaped_in_the_pointer() {
            assertThat(faultsOf("{\"a/b\": 1, \"c~d\": 1, \"\": 1, \"~1\": 1}", SimpleTypes.class))
                    .containsExactlyInAnyOrder("/payload/a~1b", "/payload/c~0d", "/payload/", "/payload/~01");
        }

        @Test
        void of_a_nested_record_is_located() {
            assertThat(faultsOf(
                            "{\"title\": \"Order\", \"lines\": [], \"address\": {\"street\": \" \", \"zip\": 1}}",
                            PlaceOrder.class))
                    .containsExactlyInAnyOrder("/payload/address/street", "/payload/address/zip");
        }

        @Test
        void of_a_list_element_is_located() {
            assertThat(faultsOf("""
                            {"title": "Order", "address": {"street": "Main"}, "lines": [
                              {"sku": "A", "pieces": 1}, {"sku": "a", "pieces": 10}, {"sku": 5}, null]}
                            """, PlaceOrder.class))
                    .containsExactlyInAnyOrder(
                            "/payload/lines/1/sku",
                            "/payload/lines/1/pieces",
                            "/payload/lines/2/sku",
                            "/payload/lines/2/pieces",
                            "/payload/lines/3");
        }
    }

    @Nested
    class A_constraint {

        @Test
        void on_a_component_is_located() {
            assertThat(faultsOf(
                            "{\"title\": \"Too long\", \"address\": {\"street\": \"Main\"}, \"lines\": []}",
                            PlaceOrder.class))
                    .containsExactly("/payload/title");
        }

        @Test
        void on_a_list_is_located_at_the_list() {
            assertThat(faultsOf("{\"skus\": []}", OnlyList.class)).containsExactly("/payload/skus");
        }

        @Test
        void on_the_elements_of_a_list_is_located_at_the_element() {
            assertThat(faultsOf("""
                            {"title": "Order", "address": {"street": "Main"}, "lines": [], "notes": ["x", " ", ""]}
                            """, PlaceOrder.class)).containsExactly("/payload/notes/1", "/payload/notes/2");
        }

        @Test
        void has_an_english_message_in_which_everything_is_filled_in() {
            assertThat(problemOf("{\"price\": 9.5}", Price.class).problem().errors())
                    .containsExactly(new Fault("/payload/price", "must be less than or equal to 9.25"));
        }

        @Test
        void that_the_elements_of_a_set_differ_is_located_at_the_element() {
            assertThat(faultsOf("""
                            {"title": "Order", "address": {"street": "Main"}, "lines": [], "gifts": ["B", "A", "B"]}
                            """, PlaceOrder.class)).containsExactly("/payload/gifts/2");
        }

        @Test
        void on_a_single_value_record_is_located_at_the_value() {
            assertThat(faultsOf("{\"skus\": [\"A\", \"abcde\"]}", OnlyList.class))
                    .containsExactly("/payload/skus/1", "/payload/skus/1");
            assertThat(faultsOf("{\"reason\": \" \"}", DeactivateUser.class)).containsExactly("/payload/reason");
        }

        @Test
        void on_the_payload_is_located_at_the_payload() {
            assertThat(faultsOf("{}", Change.class)).containsExactly("/payload");
        }

        @Test
        void to_have_at_least_one_member_is_met_by_any_member() {
            assertThat(bind("{\"pieces\": 0}", Change.class)).isEqualTo(new Change(null, 0));
            assertThat(bind("{\"sku\": \"A\"}", Change.class)).isEqualTo(new Change(new Sku("A"), null));
        }

        @Test
        void to_have_at_least_one_member_is_not_met_by_null() {
            assertThat(faultsOf("{\"sku\": null, \"pieces\": null}", Change.class))
                    .containsExactly("/payload");
        }

        @Test
        void on_the_length_of_text_counts_code_points() {
            String emoji = "😀".repeat(200);

            assertThat(binder.bind(Map.of("name", emoji), UpdateUser.class).name())
                    .isEqualTo(new PersonName(emoji));
            assertThat(faultsOf(Map.of("name", emoji + "a"), UpdateUser.class)).containsExactly("/payload/name");
        }

        @ParameterizedTest
        @ValueSource(strings = {" ", "\t", "\n", "\u0085", "\u00a0", "\u2003", "\u2028", "\u3000"})
        void on_blank_text_means_the_white_space_of_unicode(String space) {
            assertThat(faultsOf(Map.of("street", space), Address.class)).containsExactly("/payload/street");
            assertThat(faultsOf(Map.of("name", space), UpdateUser.class)).containsExactly("/payload/name");
            assertThat(binder.bind(Map.of("name", space + "Ann" + space), UpdateUser.class)
                            .name())
                    .isEqualTo(new PersonName("Ann"));
        }

        @Test
        void on_a_trimmed_component_is_checked_on_the_text_without_white_space() {
            assertThat(bind("{\"title\": \"\u00a0ab \"}", Book.class)).isEqualTo(new Book("ab"));
            assertThat(faultsOf("{\"title\": \" abc \"}", Book.class)).containsExactly("/payload/title");
        }

        @Test
        void is_checked_on_the_normalised_value() {
            String longest = "a".repeat(200);

            assertThat(binder.bind(Map.of("name", "  " + longest + " "), UpdateUser.class))
                    .isEqualTo(new UpdateUser(new PersonName(longest), null));
            assertThat(faultsOf(Map.of("name", "\t \n"), UpdateUser.class)).containsExactly("/payload/name");
        }
    }

    @Nested
    class All_faults_are_reported_together {

        @Test
        void of_every_kind() {
            assertThat(faultsOf("""
                            {"title": "", "address": {"street": 5, "zip": 1}, "lines": [{"sku": "toolong", "pieces": "1"}],
                             "notes": [null], "extra": {}}
                            """, PlaceOrder.class))
                    .containsExactlyInAnyOrder(
                            "/payload/title",
                            "/payload/address/street",
                            "/payload/address/zip",
                            "/payload/lines/0/sku",
                            "/payload/lines/0/sku",
                            "/payload/lines/0/pieces",
                            "/payload/notes/0",
                            "/payload/extra");
        }

        @Test
        void even_if_one_member_has_the_wrong_type() {
            assertThat(faultsOf("{\"name\": 5, \"email\": \"nobody\", \"age\": 21}", CreateUser.class))
                    .containsExactly("/payload/name", "/payload/email", "/payload/age");
        }

        @Test
        void without_duplicates() {
            assertThat(faultsOf("{\"name\": \"\"}", UpdateUser.class)).containsExactly("/payload/name");
        }
    }

    @Nested
    class Text_that_databases_cannot_store_is_a_fault {

        @ParameterizedTest
        @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud83d", "\\ude00", "\\ud83dx", "\\ude00\\ud83d"})
        void in_text_and_in_single_value_records(String escaped) {
            assertThat(faultsOf("{\"text\": \"" + escaped + "\"}", SimpleTypes.class))
                    .containsExactly("/payload/text");
            assertThat(faultsOf("{\"reason\": \"" + escaped + "\"}", DeactivateUser.class))
                    .containsExactly("/payload/reason");
        }
    }

    @Nested
    class A_payload_is_accepted {

        @Test
        void as_a_map_of_java_values() {
            Map<String, Object> payload = Map.of(
                    "text", "Ann", "number", 1, "id", ID, "at", Instant.EPOCH, "on", LocalDate.EPOCH, "day", "SUNDAY");

            assertThat(binder.bind(payload, SimpleTypes.class))
                    .isEqualTo(new SimpleTypes(
                            "Ann", 1, null, null, null, ID, Instant.EPOCH, LocalDate.EPOCH, DayOfWeek.SUNDAY));
        }

        @Test
        void as_a_map_of_domain_values() {
            assertThat(binder.bind(
                            Map.of("name", new PersonName("Ann"), "email", new EmailAddress("ann@example.com")),
                            CreateUser.class))
                    .isEqualTo(new CreateUser(new PersonName("Ann"), new EmailAddress("ann@example.com")));
        }

        @Test
        void as_a_map_with_null_values() {
            assertThat(binder.bind(Collections.singletonMap("reason", null), DeactivateUser.class))
                    .isEqualTo(new DeactivateUser(null));
        }

        @ParameterizedTest
        @ValueSource(strings = {"price", "number", "large"})
        void as_a_map_without_numbers_that_json_does_not_have(String member) {
            assertThat(faultsOf(Map.of(member, Double.NaN), SimpleTypes.class)).containsExactly("/payload/" + member);
        }

        @Test
        void as_a_record() {
            CreateUser create = new CreateUser(new PersonName("Ann"), new EmailAddress("ann@example.com"));

            assertThat(binder.bind(create, CreateUser.class)).isEqualTo(create);
        }

        @Test
        void as_a_record_with_absent_components() {
            DeactivateUser without = new DeactivateUser(null);
            UpdateUser half = new UpdateUser(null, new EmailAddress("ann@example.com"));

            assertThat(binder.bind(without, DeactivateUser.class)).isEqualTo(without);
            assertThat(binder.bind(half, UpdateUser.class)).isEqualTo(half);
        }

        @Test
        void as_a_record_that_is_validated() {
            assertThat(faultsOf(new DeactivateUser(new Reason("")), DeactivateUser.class))
                    .containsExactly("/payload/reason");
        }

        @Test
        void as_a_json_tree() {
            assertThat(binder.bind(JsonMapper.builder().build().readTree("{\"text\": \"Ann\"}"), SimpleTypes.class)
                            .text())
                    .isEqualTo("Ann");
        }

        @Test
        void in_no_other_form() {
            assertThatIllegalArgumentException().isThrownBy(() -> binder.bind(List.of(), SimpleTypes.class));
            assertThatIllegalArgumentException().isThrownBy(() -> binder.bind(42, SimpleTypes.class));
        }
    }

    @Nested
    class Text_that_is_not_valid_json {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{",
                    "{}{}",
                    "{} x",
                    "{'text': 'Ann'}",
                    "{\"text\": NaN}",
                    "{\"text\": \"Ann\",}",
                    "{\"text\": \"Ann\" /* really */}",
                    "{\"text\": \"Ann\", \"text\": \"Bob\"}",
                    "{\"other\": {\"a\": 1, \"a\": 1}}",
                    "{\"price\": 1e99999999999}",
                    "nothing"
                })
        void is_one_fault_without_details_of_the_parser(String json) {
            ProblemException problem = problemOf(json, SimpleTypes.class);

            assertThat(problem.problem().errors()).singleElement().satisfies(fault -> {
                assertThat(fault.pointer()).isEqualTo("/payload");
                assertThat(fault.message()).doesNotContain("jackson", "java", "Feature", "Token", "Source");
            });
        }

        @Test
        void may_be_nested_too_deeply_or_too_long() {
            assertThat(faultsOf("[".repeat(100_000), SimpleTypes.class)).containsExactly("/payload");
            assertThat(faultsOf("{\"price\": " + "9".repeat(100_000) + "}", SimpleTypes.class))
                    .containsExactly("/payload");
        }

        @Test
        void may_be_a_map_with_a_null_key() {
            Map<String, Object> map = new HashMap<>();
            map.put(null, 1);

            assertThat(faultsOf(map, SimpleTypes.class)).containsExactly("/payload");
        }
    }

    @Test
    void an_unsupported_component_type_is_a_programming_error() {
        assertThatIllegalArgumentException().isThrownBy(() -> bind("{\"anything\": {}}", Unsupported.class));
    }

    private <R extends Record> R bind(String json, Class<R> type) {
        return binder.bind(json, type);
    }

    private List<String> faultsOf(Object payload, Class<? extends Record> type) {
        return problemOf(payload, type).problem().errors().stream()
                .map(Fault::pointer)
                .toList();
    }

    private ProblemException problemOf(Object payload, Class<? extends Record> type) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> binder.bind(payload, type));
        assertThat(problem).isNotNull();
        assertThat(problem.problem().code()).isEqualTo(ProblemCode.INVALID_PAYLOAD);
        return problem;
    }
}
