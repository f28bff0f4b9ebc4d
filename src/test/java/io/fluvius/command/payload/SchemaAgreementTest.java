package io.fluvius.command.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.documentation.MainDomains;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.domain.Text;
import io.fluvius.domain.Trimmed;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.domain.text.StrictJson;
import io.fluvius.problem.Fault;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserId;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A validator with the published schema gives the same verdict on every payload as the server does. */
class SchemaAgreementTest {

    private static final JsonMapper JSON = StrictJson.builder().build();
    private static final PayloadBinder SERVER = new PayloadBinder(Validators.VALIDATOR);
    private static final PayloadSchemas SCHEMAS = new PayloadSchemas(Validators.VALIDATOR);

    record Within(@NotBlank String first, @Nullable String second) {}

    record Percent(@JsonValue @Min(0) @Max(100) int value) {}

    record Texts(
            @Nullable String any,
            @Nullable @Size(min = 2, max = 5) String sized,
            @Nullable @NotEmpty String notEmpty,
            @Nullable @Pattern(regexp = "[A-Z]+") String capitals,

            @Nullable @NotBlank @Pattern(regexp = "[^A]*") @Size(max = 5) String withoutA,

            @Nullable @Trimmed String trimmed,
            @Nullable @Trimmed @Size(max = 1) String trimmedOne,
            @Nullable @Trimmed @Size(min = 2, max = 5) String trimmedSized,
            @Nullable @Trimmed @Size(min = 2) String trimmedLong,
            @Nullable @Trimmed @Size(max = 0) String trimmedNone,
            @Nullable @Trimmed @Pattern(regexp = "[A-Z]{2}") String trimmedCapitals) {}

    record Values(
            @Nullable Integer small,
            @Nullable Long large,
            @Nullable BigDecimal price,
            @Nullable Boolean flag,
            @Nullable UUID id,
            @Nullable Instant at,
            @Nullable LocalDate on,
            @Nullable DayOfWeek day,
            @Nullable Within within,
            @Nullable Percent percent,
            @Nullable @Positive Integer positive,
            @Nullable @PositiveOrZero @Max(9) Long digit,

            @Nullable @DecimalMin(value = "1", inclusive = false) @DecimalMax("99.5") BigDecimal some,

            @Nullable @Digits(integer = 2, fraction = 0) Long digits) {}

    record Collections(
            @Nullable List<String> texts,
            @Nullable @Size(min = 1, max = 2) List<@NotBlank String> blankless,
            @Nullable List<List<@Size(max = 1) String>> lists,
            @Nullable @Size(max = 2) Set<String> set,
            @Nullable @Size(min = 2) Set<Integer> integers,
            @Nullable Set<BigDecimal> prices,
            @Nullable Set<UUID> ids,
            @Nullable Set<UserId> users,
            @Nullable Set<PersonName> names,
            @Nullable Set<DayOfWeek> days,
            @Nullable Set<Within> withins,
            @Nullable List<Instant> times) {}

    record Required(
            String text,
            int small,
            long large,
            BigDecimal price,
            boolean flag,
            UUID id,
            Instant at,
            LocalDate on,
            DayOfWeek day,
            Within within,
            List<Integer> list) {}

    @AtLeastOne
    record Change(@Nullable PersonName name, @Nullable List<String> notes) {}

    private static final String IN_BOTH_CASES =
            "[\"0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10\",\"0190C7A1-5D3C-7F00-8000-3B9F6A2C1D10\"]";

    private static final Set<String> NO_ADDRESSES = Set.of(
            "a@b@c",
            "ann b@example.com",
            "ann@exam ple.com",
            "ann@-example.com",
            "ann..b@example.com",
            "\ud83d\ude00@example.com",
            "an\u200dn@example.com",
            "an\u00a0n@example.com",
            "ann@exa\u0378mple.com",
            "ann@exa_mple.com",
            "ann@xn--a.example",
            "a".repeat(65) + "@example.com");

    private static final Set<String> NO_TEXTS = Set.of("\u200dab", "ab\u200d", "a\u0378", "ann@exa\u0378mple.com");

    /**
     * What only the server refuses, by the types of the members: which texts are addresses, where joiners stand and which
     * characters are assigned, texts that are too short or too long in normalization form C, how many decimals a number has, times in
     * the years 1 to 9999 that are not in them in UTC, and different elements of a set that are equal in Java.
     */
    private static final Map<String, Set<String>> ONLY_REFUSED_BY_THE_SERVER = Map.ofEntries(
            Map.entry("EmailAddress", NO_ADDRESSES),
            Map.entry("PersonName", NO_TEXTS),
            Map.entry("Reason", NO_TEXTS),
            Map.entry("GroupName", NO_TEXTS),
            Map.entry("GroupDescription", NO_TEXTS),
            Map.entry("String", union(NO_TEXTS, Set.of("e\u0301", "\u0958"))),
            Map.entry("BigDecimal", Set.of("0.1234567891", "1E-10", "1E-999999999")),
            Map.entry("Set<BigDecimal>", Set.of("[0.1234567891]", "[1E-10]", "[1E-999999999]")),
            Map.entry("Instant", Set.of("0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01")),
            Map.entry("Set<UUID>", Set.of(IN_BOTH_CASES)),
            Map.entry("Set<UserId>", Set.of(IN_BOTH_CASES)),
            Map.entry("Set<PersonName>", Set.of("[\"A\",\" A\"]")),
            Map.entry("Set<Within>", Set.of("[{\"first\":\"a\"},{\"second\":null,\"first\":\"a\"}]")));

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    static Stream<Class<? extends Record>> payloads() {
        return Stream.concat(
                MainDomains.definitions().stream().flatMap(it -> SealedFamily.members(it.commands()).stream()),
                Stream.of(Texts.class, Values.class, Collections.class, Required.class, Change.class));
    }

    @Test
    void on_every_value_in_every_member() {
        Map<String, Set<String>> onlyByServer = new TreeMap<>();
        payloads().forEach(type -> {
            JsonSchema schema = new JsonSchema(SCHEMAS.schemaOf(type));
            corpus(type).forEach(entry -> {
                boolean accepted = schema.accepts(entry.payload());
                if (accepted != serverAccepts(type, entry.payload())) {
                    assertThat(accepted)
                            .as("the schema of %s accepts %s", type, entry.payload())
                            .isTrue();
                    onlyByServer
                            .computeIfAbsent(entry.member(), any -> new TreeSet<>())
                            .add(entry.value());
                }
            });
        });

        assertThat(onlyByServer).isEqualTo(ONLY_REFUSED_BY_THE_SERVER);
    }

    @Test
    void on_what_white_space_is() {
        java.util.regex.Pattern space = java.util.regex.Pattern.compile("[" + TextSchemas.WHITE_SPACE + "]");

        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE).mapToObj(it -> (char) it))
                .allMatch(it ->
                        Text.isWhiteSpace(it) == space.matcher(it.toString()).matches());
    }

    @Test
    void on_what_characters_are_refused_wherever_they_stand() {
        java.util.regex.Pattern refused = java.util.regex.Pattern.compile("[" + TextSchemas.REFUSED + "]");

        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(it -> Character.isDefined(it)
                                || refused.matcher(Character.toString(it)).matches())
                        .filter(it -> refused.matcher("a" + Character.toString(it) + "b")
                                        .find()
                                != (Text.violation("a" + Character.toString(it) + "b") != null))
                        .mapToObj(Integer::toHexString))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void the_corpus_has_payloads_that_are_accepted_and_others(Class<? extends Record> type) {
        assertThat(corpus(type).map(Entry::payload))
                .anyMatch(it -> serverAccepts(type, it))
                .anyMatch(it -> !serverAccepts(type, it));
    }

    /**
     * A payload of the corpus.
     *
     * @param member the type of the member that has the value; empty if the payload is another variation
     * @param value the value as JSON
     */
    private record Entry(String member, String value, JsonNode payload) {}

    private static Stream<Entry> corpus(Class<? extends Record> type) {
        ObjectNode valid = valid(type);
        Stream<JsonNode> others = Stream.concat(
                Stream.of("null", "1", "\"a\"", "[]", "[{}]", "{}").map(JSON::readTree),
                Stream.of(
                        valid,
                        valid.deepCopy().put("unknown", 1),
                        valid.deepCopy().putNull("unknown")));
        Stream<JsonNode> withoutOne =
                Stream.of(type.getRecordComponents()).map(it -> valid.deepCopy().without(it.getName()));
        Stream<Entry> values = Stream.of(type.getRecordComponents())
                .flatMap(member -> PayloadValues.all()
                        .map(JSON::readTree)
                        .map(value -> new Entry(
                                typeOf(member),
                                value.isString() ? value.stringValue() : value.toString(),
                                valid.deepCopy().set(member.getName(), value))));
        return Stream.concat(Stream.concat(others, withoutOne).map(it -> new Entry("", it.toString(), it)), values);
    }

    private static String typeOf(RecordComponent member) {
        return member.getGenericType().getTypeName().replaceAll("[a-z]+\\.|\\w+\\$", "");
    }

    /** A payload with as few members as the server accepts. */
    private static ObjectNode valid(Class<? extends Record> type) {
        ObjectNode valid = JSON.createObjectNode();
        for (RecordComponent member : type.getRecordComponents()) {
            if (isRefused(type, valid, member)) {
                valid.set(member.getName(), accepted(type, member));
            }
        }
        if (!serverAccepts(type, valid)) {
            RecordComponent first = type.getRecordComponents()[0];
            valid.set(first.getName(), accepted(type, first));
        }
        return valid;
    }

    private static JsonNode accepted(Class<? extends Record> type, RecordComponent member) {
        return PayloadValues.all()
                .map(JSON::readTree)
                .filter(it -> !it.isNull())
                .filter(it -> !isRefused(type, JSON.createObjectNode().set(member.getName(), it), member))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The corpus has no value for " + member + " of " + type));
    }

    private static boolean isRefused(Class<? extends Record> type, JsonNode payload, RecordComponent member) {
        String pointer = "/payload/" + member.getName();
        return faults(type, payload).stream()
                .map(Fault::pointer)
                .anyMatch(it -> it.equals(pointer) || it.startsWith(pointer + "/"));
    }

    private static boolean serverAccepts(Class<? extends Record> type, JsonNode payload) {
        return faults(type, payload).isEmpty();
    }

    private static List<Fault> faults(Class<? extends Record> type, JsonNode payload) {
        try {
            SERVER.bind(payload, type);
            return List.of();
        } catch (ProblemException refused) {
            return refused.problem().errors();
        }
    }
}
