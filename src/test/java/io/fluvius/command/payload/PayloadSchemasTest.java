package io.fluvius.command.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fluvius.domain.record.Names;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.user.UserCommand;
import io.fluvius.user.UserCommand.CompleteUserAction;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.DeactivateUser;
import io.fluvius.user.UserCommand.ExecuteUserAction;
import io.fluvius.user.UserCommand.UpdateUser;
import io.fluvius.user.UserStatus;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hibernate.validator.constraints.CompositionType;
import org.hibernate.validator.constraints.ConstraintComposition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PayloadSchemasTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PayloadSchemas SCHEMAS = new PayloadSchemas(Validators.VALIDATOR);
    private static final List<Class<? extends Record>> COMMANDS = SealedFamily.members(UserCommand.class);

    @Nested
    class The_schema_of_every_command {

        @ParameterizedTest
        @FieldSource("io.fluvius.command.payload.PayloadSchemasTest#COMMANDS")
        void uses_dialect_2020_12_and_describes_an_object(Class<? extends Record> command) {
            JsonNode schema = SCHEMAS.schemaOf(command);

            assertThat(schema.get("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(schema.get("type").asString()).isEqualTo("object");
        }

        @ParameterizedTest
        @FieldSource("io.fluvius.command.payload.PayloadSchemasTest#COMMANDS")
        void allows_the_members_of_the_record_and_no_others(Class<? extends Record> command) {
            JsonNode schema = SCHEMAS.schemaOf(command);

            assertThat(schema.get("additionalProperties").booleanValue()).isFalse();
            assertThat(schema.path("properties").propertyNames())
                    .containsExactlyInAnyOrderElementsOf(Stream.of(command.getRecordComponents())
                            .map(component -> component.getName())
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create-user          | email name
            update-user          | ''
            activate-user        | ''
            deactivate-user      | ''
            lock-user            | ''
            unlock-user          | ''
            execute-user-action  | actions
            complete-user-action | action
            enable-totp          | ''
            remove-totp          | ''
            reconcile-user       | ''
            delete-user          | ''
            """)
    void components_that_are_not_nullable_are_required(String key, String required) {
        assertThat(StreamSupport.stream(schemaOf(key).path("required").spliterator(), false)
                        .map(JsonNode::asString)
                        .sorted()
                        .collect(Collectors.joining(" ")))
                .isEqualTo(required);
    }

    @Nested
    class A_member {

        @Test
        void that_is_a_name_has_a_length_limit_that_does_not_count_white_space_around_it() {
            JsonNode name = memberOf("create-user", "name");

            assertThat(name.get("type").asString()).isEqualTo("string");
            assertThat(name.get("description").asString())
                    .isEqualTo("White space around it is removed. At most 200 characters remain.");
            assertThat(name.get("minLength").intValue()).isEqualTo(1);
            assertThat(name.has("maxLength")).isFalse();
        }

        @Test
        void that_is_an_email_address_has_no_format_because_not_every_address_has_it() {
            JsonNode email = memberOf("create-user", "email");

            assertThat(email.get("type").asString()).isEqualTo("string");
            assertThat(email.has("format")).isFalse();
            assertThat(email.get("description").asString()).startsWith("An e-mail address.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"deactivate-user", "lock-user", "delete-user"})
        void that_is_optional_may_be_null(String command) {
            assertThat(memberOf(command, "reason").get("type")).isEqualTo(JSON.readTree("[\"string\", \"null\"]"));
        }

        @Test
        void that_is_an_action_has_an_anchored_pattern() {
            JsonNode action = memberOf("complete-user-action", "action");

            assertThat(action.get("type").asString()).isEqualTo("string");
            assertThat(action.get("maxLength").intValue()).isEqualTo(100);
            assertThat(action.get("pattern").asString()).startsWith("^").endsWith("$");
        }

        @Test
        void that_is_a_list_has_a_size_limit_and_an_element_schema() {
            JsonNode actions = memberOf("execute-user-action", "actions");

            assertThat(actions.get("type").asString()).isEqualTo("array");
            assertThat(actions.get("minItems").intValue()).isEqualTo(1);
            assertThat(actions.get("maxItems").intValue()).isEqualTo(20);
            assertThat(actions.get("items")).isEqualTo(memberOf("complete-user-action", "action"));
        }
    }

    @Test
    void a_payload_that_needs_at_least_one_member_declares_it() {
        assertThat(schemaOf("update-user").get("minProperties").intValue()).isEqualTo(1);
        assertThat(schemaOf("create-user").has("minProperties")).isFalse();
    }

    record Things(
            int small,
            long large,
            BigDecimal price,
            boolean flag,
            UUID id,
            Instant at,
            LocalDate on,
            UserStatus status,
            Set<String> tags,
            Within within) {}

    record Within(String first, @Nullable String second) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            small  | integer | int32
            large  | integer | int64
            price  | number  |
            flag   | boolean |
            id     | string  | uuid
            at     | string  | date-time
            on     | string  | date
            status | string  |
            tags   | array   |
            within | object  |
            """)
    void every_simple_type_has_a_schema(String member, String type, @Nullable String format) {
        JsonNode schema = SCHEMAS.schemaOf(Things.class).get("properties").get(member);

        assertThat(schema.get("type").asString()).isEqualTo(type);
        assertThat(schema.has("format") ? schema.get("format").asString() : null)
                .isEqualTo(format);
    }

    @Test
    void an_enum_lists_its_names_and_a_nested_record_its_members() {
        JsonNode members = SCHEMAS.schemaOf(Things.class).get("properties");

        assertThat(members.get("status").get("enum"))
                .isEqualTo(JSON.readTree("[\"ACTIVE\", \"DEACTIVATED\", \"LOCKED\"]"));
        assertThat(members.get("within").get("required")).isEqualTo(JSON.readTree("[\"first\"]"));
        assertThat(members.get("within").get("additionalProperties").booleanValue())
                .isFalse();
    }

    @Nested
    class What_no_keyword_says_is_left_out {

        @Constraint(validatedBy = {})
        @Retention(RetentionPolicy.RUNTIME)
        @Size(max = 5) @Pattern(regexp = "[a-z]+") @interface Word {
            String message() default "";

            Class<?>[] groups() default {};

            Class<? extends Payload>[] payload() default {};
        }

        @ConstraintComposition(CompositionType.OR)
        @Constraint(validatedBy = {})
        @Retention(RetentionPolicy.RUNTIME)
        @Size(max = 5) @Pattern(regexp = "[a-z]+") @interface ShortOrWord {
            String message() default "";

            Class<?>[] groups() default {};

            Class<? extends Payload>[] payload() default {};
        }

        interface Strict {}

        record Constrained(
                String text,
                LocalDate date,
                @Word String word,
                @ShortOrWord String shortOrWord,

                @Pattern(regexp = "a", flags = Pattern.Flag.CASE_INSENSITIVE) String flagged,

                @Size(max = 1, groups = Strict.class) String ofAnotherGroup,
                @Past LocalDate past) {}

        private final JsonNode members = SCHEMAS.schemaOf(Constrained.class).get("properties");

        @Test
        void but_not_what_composed_constraints_say() {
            assertThat(members.at("/word/maxLength").intValue()).isEqualTo(5);
            assertThat(members.at("/word/pattern").stringValue()).contains("[a-z]+");
        }

        @ParameterizedTest
        @ValueSource(strings = {"shortOrWord", "flagged", "ofAnotherGroup"})
        void of_constraints_on_text(String member) {
            assertThat(members.get(member)).isEqualTo(members.get("text"));
        }

        @Test
        void of_constraints_on_other_values() {
            assertThat(members.get("past")).isEqualTo(members.get("date"));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("validPayloads")
    void a_valid_payload_matches_the_schema(Class<? extends Record> command, String payload) {
        assertThat(binds(command, payload)).isTrue();
        assertThat(fits(command, payload)).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("invalidPayloads")
    void an_invalid_payload_does_not_match_the_schema(Class<? extends Record> command, String payload) {
        assertThat(binds(command, payload)).isFalse();
        assertThat(fits(command, payload)).isFalse();
    }

    static Stream<Arguments> validPayloads() {
        return Stream.of(
                Arguments.of(CreateUser.class, create("Ann", "ann@example.com")),
                Arguments.of(CreateUser.class, create("a".repeat(200), "ann@example.com")),
                Arguments.of(CreateUser.class, create("😀".repeat(100), "ANN@EXAMPLE.COM")),
                Arguments.of(UpdateUser.class, "{\"name\": \"Ann\"}"),
                Arguments.of(UpdateUser.class, "{\"email\": \"ann@example.com\"}"),
                Arguments.of(UpdateUser.class, create("Ann", "ann@example.com")),
                Arguments.of(CreateUser.class, create("😀".repeat(200), "jörg@bücher.example")),
                Arguments.of(CreateUser.class, create("  " + "a".repeat(200) + "  ", "ann@example.com")),
                Arguments.of(UpdateUser.class, "{\"name\": null, \"email\": \"ann@example.com\"}"),
                Arguments.of(DeactivateUser.class, "{}"),
                Arguments.of(DeactivateUser.class, "{\"reason\": null}"),
                Arguments.of(DeactivateUser.class, "{\"reason\": \"Left\"}"),
                Arguments.of(DeactivateUser.class, "{\"reason\": \"" + "a".repeat(500) + "\"}"),
                Arguments.of(ExecuteUserAction.class, actions(1)),
                Arguments.of(ExecuteUserAction.class, actions(20)),
                Arguments.of(CompleteUserAction.class, "{\"action\": \"verify_email_2\"}"),
                Arguments.of(CompleteUserAction.class, "{\"action\": \"" + "A".repeat(100) + "\"}"));
    }

    static Stream<Arguments> invalidPayloads() {
        return Stream.of(
                Arguments.of(CreateUser.class, "{}"),
                Arguments.of(CreateUser.class, "[]"),
                Arguments.of(CreateUser.class, "\"Ann\""),
                Arguments.of(CreateUser.class, "{\"name\": \"Ann\"}"),
                Arguments.of(CreateUser.class, create("", "ann@example.com")),
                Arguments.of(CreateUser.class, create(" \\t", "ann@example.com")),
                Arguments.of(CreateUser.class, create("\u00a0", "ann@example.com")),
                Arguments.of(CreateUser.class, create("😀".repeat(201), "ann@example.com")),
                Arguments.of(CreateUser.class, "{\"name\": null, \"email\": \"ann@example.com\"}"),
                Arguments.of(CreateUser.class, create("a".repeat(201), "ann@example.com")),
                Arguments.of(CreateUser.class, create("Ann", "")),
                Arguments.of(CreateUser.class, create("Ann", "nobody")),
                Arguments.of(CreateUser.class, "{\"name\": 5, \"email\": \"ann@example.com\"}"),
                Arguments.of(CreateUser.class, "{\"name\": {\"value\": \"Ann\"}, \"email\": \"ann@example.com\"}"),
                Arguments.of(CreateUser.class, "{\"name\": \"Ann\", \"email\": \"ann@example.com\", \"age\": 21}"),
                Arguments.of(UpdateUser.class, "{}"),
                Arguments.of(UpdateUser.class, "{\"name\": null}"),
                Arguments.of(UpdateUser.class, "{\"age\": 21}"),
                Arguments.of(DeactivateUser.class, "\"Left\""),
                Arguments.of(DeactivateUser.class, "{\"reason\": \"\"}"),
                Arguments.of(DeactivateUser.class, "{\"reason\": \"" + "a".repeat(501) + "\"}"),
                Arguments.of(ExecuteUserAction.class, "{}"),
                Arguments.of(ExecuteUserAction.class, "[\"A\"]"),
                Arguments.of(ExecuteUserAction.class, "{\"actions\": \"A\"}"),
                Arguments.of(ExecuteUserAction.class, actions(0)),
                Arguments.of(ExecuteUserAction.class, actions(21)),
                Arguments.of(ExecuteUserAction.class, "{\"actions\": [\"A\", \"Verify\"]}"),
                Arguments.of(CompleteUserAction.class, "\"A\""),
                Arguments.of(CompleteUserAction.class, "{\"action\": \"\"}"),
                Arguments.of(CompleteUserAction.class, "{\"action\": \"Verify Email!\"}"),
                Arguments.of(CompleteUserAction.class, "{\"action\": \"VERIFY_\"}"),
                Arguments.of(CompleteUserAction.class, "{\"action\": \"" + "A".repeat(101) + "\"}"));
    }

    private static String create(String name, String email) {
        return "{\"name\": \"" + name + "\", \"email\": \"" + email + "\"}";
    }

    private static String actions(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "\"A" + number + "\"")
                .collect(Collectors.joining(", ", "{\"actions\": [", "]}"));
    }

    private static boolean binds(Class<? extends Record> command, String payload) {
        return catchThrowable(() -> new PayloadBinder(Validators.VALIDATOR).bind(payload, command)) == null;
    }

    private static boolean fits(Class<? extends Record> command, String payload) {
        return new JsonSchema(SCHEMAS.schemaOf(command)).accepts(JSON.readTree(payload));
    }

    private static JsonNode memberOf(String command, String member) {
        return schemaOf(command).get("properties").get(member);
    }

    private static JsonNode schemaOf(String key) {
        return COMMANDS.stream()
                .filter(command -> Names.kebab(command).equals(key))
                .findFirst()
                .map(SCHEMAS::schemaOf)
                .orElseThrow();
    }
}
