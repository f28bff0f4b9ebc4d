package io.fluvius.command.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.problem.Fault;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.DeactivateUser;
import io.fluvius.user.UserCommand.UpdateUser;
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

    record Leaves(
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

    record Strange(Object anything) {}

    @Nested
    class Values_are_bound {

        @Test
        void of_every_type_without_members() {
            assertThat(bind("""
                            {"text": "Ann", "number": -1, "large": 2, "price": 6.70, "flag": false, "id": "%s",
                             "at": "2026-11-22T10:15:30.123456Z", "on": "2026-11-22", "day": "SUNDAY"}
                            """.formatted(ID), Leaves.class))
                    .isEqualTo(new Leaves(
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
        void that_are_primitive() {
            assertThat(bind("{\"number\": 1, \"large\": 2, \"flag\": true}", Plain.class))
                    .isEqualTo(new Plain(1, 2, true));
        }

        @Test
        void that_may_be_left_out() {
            assertThat(bind("{}", Leaves.class))
                    .isEqualTo(new Leaves(null, null, null, null, null, null, null, null, null));
        }

        @Test
        void within_records_lists_and_sets() {
            assertThat(bind("""
                            {"title": "Order", "address": {"street": "Main"}, "lines": [{"sku": "A", "pieces": 2}],
                             "notes": ["x", "x"], "gifts": ["B", "A", "B"]}
                            """, PlaceOrder.class))
                    .isEqualTo(new PlaceOrder(
                            "Order",
                            new Address("Main", null),
                            List.of(new Line(new Sku("A"), 2)),
                            List.of("x", "x"),
                            Set.of(new Sku("B"), new Sku("A"))));
        }

        @Test
        void up_to_the_ends_of_their_ranges() {
            assertThat(bind("{\"number\": 2147483647, \"large\": 9223372036854775807}", Leaves.class))
                    .extracting(Leaves::number, Leaves::large)
                    .containsExactly(Integer.MAX_VALUE, Long.MAX_VALUE);
            assertThat(bind("{\"number\": -2147483648, \"large\": -9223372036854775808}", Leaves.class))
                    .extracting(Leaves::number, Leaves::large)
                    .containsExactly(Integer.MIN_VALUE, Long.MIN_VALUE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"0.1000000000000000055511151231257827", "1E+400", "123456789012345678901234567890", "-0.5"})
        void of_decimals_exactly(String number) {
            assertThat(bind("{\"price\": " + number + "}", Leaves.class).price())
                    .isEqualTo(new BigDecimal(number));
        }

        @ParameterizedTest
        @ValueSource(strings = {"😀", "عائشة", "a\u202Eb", "Å\n\t\"\\"})
        void of_any_language(String text) {
            assertThat(binder.bind(Map.of("text", text), Leaves.class).text()).isEqualTo(text);
        }

        @Test
        void of_text_that_is_escaped() {
            assertThat(bind("{\"text\": \"\\ud83d\\ude00\"}", Leaves.class).text())
                    .isEqualTo("😀");
        }
    }

    @Nested
    class A_value_of_another_type_is_a_fault {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                text   | 1
                text   | true
                text   | {}
                text   | ["Ann"]
                number | "1"
                number | 1.5
                number | 1.0
                number | 1e3
                number | true
                number | 2147483648
                number | -2147483649
                large  | "1"
                large  | 1.5
                large  | 9223372036854775808
                large  | -9223372036854775809
                large  | []
                price  | "1.5"
                price  | false
                price  | {}
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
                on     | 20261122
                on     | "2026-02-30"
                on     | "2026-11-22T10:15:30Z"
                on     | "22.11.2026"
                day    | 0
                day    | "sunday"
                day    | "SOMEDAY"
                day    | ""
                """)
        void where_it_stands(String member, String json) {
            assertThat(faultsOf("{\"" + member + "\": " + json + "}", Leaves.class))
                    .containsExactly("/payload/" + member);
        }

        @ParameterizedTest
        @ValueSource(strings = {"text", "number", "large", "price", "flag", "id", "at", "on", "day"})
        void and_null_is_of_no_type(String member) {
            assertThat(faultsOf("{\"" + member + "\": null}", Leaves.class)).containsExactly("/payload/" + member);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "\"A\"", "5", "null"})
        void where_a_list_belongs(String json) {
            assertThat(faultsOf("{\"skus\": " + json + "}", OnlyList.class)).containsExactly("/payload/skus");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "\"Main\"", "5", "null"})
        void where_an_object_belongs(String json) {
            assertThat(faultsOf("{\"title\": \"Order\", \"lines\": [], \"address\": " + json + "}", PlaceOrder.class))
                    .containsExactly("/payload/address");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "\"Main\"", "5", "null", "", " "})
        void where_the_payload_belongs(String json) {
            assertThat(faultsOf(json, Leaves.class)).containsExactly("/payload");
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
            assertThat(faultsOf("{\"nmae\": \"Ann\", \"Text\": \"Ann\"}", Leaves.class))
                    .containsExactly("/payload/nmae", "/payload/Text");
        }

        @Test
        void is_escaped_in_the_pointer() {
            assertThat(faultsOf("{\"a/b\": 1, \"c~d\": 1, \"\": 1, \"~1\": 1}", Leaves.class))
                    .containsExactlyInAnyOrder("/payload/a~1b", "/payload/c~0d", "/payload/", "/payload/~01");
        }

        @Test
        void of_a_record_within_is_found() {
            assertThat(faultsOf(
                            "{\"title\": \"Order\", \"lines\": [], \"address\": {\"street\": \" \", \"zip\": 1}}",
                            PlaceOrder.class))
                    .containsExactlyInAnyOrder("/payload/address/street", "/payload/address/zip");
        }

        @Test
        void of_a_list_is_found() {
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
        void on_a_value_is_located_where_the_value_stands() {
            assertThat(faultsOf("{\"skus\": [\"A\", \"abcde\"]}", OnlyList.class))
                    .containsExactly("/payload/skus/1", "/payload/skus/1");
            assertThat(faultsOf("{\"reason\": \" \"}", DeactivateUser.class)).containsExactly("/payload/reason");
        }

        @Test
        void on_the_whole_is_located_at_the_whole() {
            assertThat(faultsOf("{}", Change.class)).containsExactly("/payload");
        }

        @Test
        void to_have_at_least_one_member_is_kept_by_any_of_them() {
            assertThat(bind("{\"pieces\": 0}", Change.class)).isEqualTo(new Change(null, 0));
            assertThat(bind("{\"sku\": \"A\"}", Change.class)).isEqualTo(new Change(new Sku("A"), null));
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
    class Every_fault_is_named_at_once {

        @Test
        void whatever_its_kind() {
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
        void so_that_a_wrong_type_hides_no_broken_constraint() {
            assertThat(faultsOf("{\"name\": 5, \"email\": \"nobody\", \"age\": 21}", CreateUser.class))
                    .containsExactly("/payload/name", "/payload/email", "/payload/age");
        }

        @Test
        void and_only_once() {
            assertThat(faultsOf("{\"name\": \"\"}", UpdateUser.class)).containsExactly("/payload/name");
        }
    }

    @Nested
    class Text_that_no_store_can_keep_is_a_fault {

        @ParameterizedTest
        @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud83d", "\\ude00", "\\ud83dx", "\\ude00\\ud83d"})
        void in_text_and_in_values(String escaped) {
            assertThat(faultsOf("{\"text\": \"" + escaped + "\"}", Leaves.class))
                    .containsExactly("/payload/text");
            assertThat(faultsOf("{\"reason\": \"" + escaped + "\"}", DeactivateUser.class))
                    .containsExactly("/payload/reason");
        }
    }

    @Nested
    class A_payload_comes {

        @Test
        void as_a_map_of_java_values() {
            Map<String, Object> payload = Map.of(
                    "text", "Ann", "number", 1, "id", ID, "at", Instant.EPOCH, "on", LocalDate.EPOCH, "day", "SUNDAY");

            assertThat(binder.bind(payload, Leaves.class))
                    .isEqualTo(new Leaves(
                            "Ann", 1, null, null, null, ID, Instant.EPOCH, LocalDate.EPOCH, DayOfWeek.SUNDAY));
        }

        @Test
        void as_a_map_of_the_domains_values() {
            assertThat(binder.bind(
                            Map.of("name", new PersonName("Ann"), "email", new EmailAddress("ann@example.com")),
                            CreateUser.class))
                    .isEqualTo(new CreateUser(new PersonName("Ann"), new EmailAddress("ann@example.com")));
        }

        @Test
        void as_a_map_in_which_null_is_a_fault() {
            assertThat(faultsOf(Collections.singletonMap("reason", null), DeactivateUser.class))
                    .containsExactly("/payload/reason");
        }

        @Test
        void as_the_record_itself() {
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
        void as_a_record_that_is_checked_too() {
            assertThat(faultsOf(new DeactivateUser(new Reason("")), DeactivateUser.class))
                    .containsExactly("/payload/reason");
        }

        @Test
        void as_a_tree() {
            assertThat(binder.bind(JsonMapper.builder().build().readTree("{\"text\": \"Ann\"}"), Leaves.class)
                            .text())
                    .isEqualTo("Ann");
        }

        @Test
        void as_nothing_else() {
            assertThatIllegalArgumentException().isThrownBy(() -> binder.bind(List.of(), Leaves.class));
            assertThatIllegalArgumentException().isThrownBy(() -> binder.bind(42, Leaves.class));
        }
    }

    @Nested
    class Text_that_cannot_be_read_as_json {

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
        void is_one_fault_that_shows_nothing_of_the_parser(String json) {
            ProblemException refused = refusalOf(json, Leaves.class);

            assertThat(refused.problem().errors()).singleElement().satisfies(fault -> {
                assertThat(fault.pointer()).isEqualTo("/payload");
                assertThat(fault.message()).doesNotContain("jackson", "java", "Feature", "Token", "Source");
            });
        }

        @Test
        void may_be_too_deep_or_too_long() {
            assertThat(faultsOf("[".repeat(100_000), Leaves.class)).containsExactly("/payload");
            assertThat(faultsOf("{\"price\": " + "9".repeat(100_000) + "}", Leaves.class))
                    .containsExactly("/payload");
        }

        @Test
        void may_be_a_map_with_a_key_that_is_null() {
            Map<String, Object> map = new HashMap<>();
            map.put(null, 1);

            assertThat(faultsOf(map, Leaves.class)).containsExactly("/payload");
        }
    }

    @Test
    void a_payload_of_an_unsupported_type_is_the_programmers_error() {
        assertThatIllegalArgumentException().isThrownBy(() -> bind("{\"anything\": {}}", Strange.class));
    }

    private <R extends Record> R bind(String json, Class<R> type) {
        return binder.bind(json, type);
    }

    private List<String> faultsOf(Object payload, Class<? extends Record> type) {
        return refusalOf(payload, type).problem().errors().stream()
                .map(Fault::pointer)
                .toList();
    }

    private ProblemException refusalOf(Object payload, Class<? extends Record> type) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> binder.bind(payload, type));
        assertThat(refused).isNotNull();
        assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_PAYLOAD);
        return refused;
    }
}
