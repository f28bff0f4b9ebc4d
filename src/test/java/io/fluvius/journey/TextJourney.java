package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.Position;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Query;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Text in commands and queries: what is refused, and that what is kept is found by the text that was sent. */
abstract class TextJourney {

    private static final int WAVE = 1000;
    /** In the profile nightly, all characters are tried; else those with several forms, and some of the others. */
    private static final boolean IS_NIGHTLY = Integer.getInteger("faults.factor", 1) > 1;

    /** UTS 46 keeps these apart from their upper case, so that {@code straße.example} is not {@code STRASSE.example}. */
    private static final String ANOTHER_DOMAIN_IN_UPPER_CASE = "\u00df\u0131\u03c2";

    private static final List<UnaryOperator<String>> FORMS = List.of(
            Normalizer2.getNFCInstance()::normalize,
            Normalizer2.getNFDInstance()::normalize,
            it -> UCharacter.toUpperCase(ULocale.ROOT, it),
            it -> UCharacter.toLowerCase(ULocale.ROOT, it));

    @Autowired
    private Domains domains;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private Domain users;

    @BeforeEach
    void find_domain() {
        users = domains.named("user");
    }

    /** A user whose name and address contain a character, as it was sent. */
    private record Sent(int character, String name, String email, CompletableFuture<CommandResponse> response) {

        UUID id() {
            return response.join().aggregate().id();
        }
    }

    @Test
    void a_user_with_any_character_is_found_by_it_in_every_form_or_is_refused_with_a_reason() {
        List<Integer> refused = new ArrayList<>();
        List<Integer> lost = new ArrayList<>();
        int[] characters = characters().toArray();
        for (int from = 0; from < characters.length; from += WAVE) {
            List<Sent> wave = IntStream.of(characters)
                    .skip(from)
                    .limit(WAVE)
                    .boxed()
                    .map(it -> sent(it, refused))
                    .filter(Objects::nonNull)
                    .toList();
            Position last = wave.stream()
                    .map(it -> it.response().join().orThrow().position())
                    .reduce(Position.START, Position::max);
            StateManager state = users.state().after(last, StateManager.MAX_WAIT);
            wave.stream().filter(it -> !isFound(it, state)).forEach(it -> lost.add(it.character()));
        }

        assertThat(lost.stream().map(Integer::toHexString)).isEmpty();
        assertThat(refused).hasSizeBetween(100, characters.length / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "jos\u00e9-%s@example.com, jose\u0301-%s@example.com",
        "JOS\u00c9-%s@example.com, jose\u0301-%s@EXAMPLE.com",
        "kim-%s@b\u00fccher.example, kim-%s@xn--bcher-kva.example",
        "kim-%s@B\u00dcCHER.example, kim-%s@bu\u0308cher\u3002example",
        "\u039f\u0394\u039f\u03a3-%s@example.com, \u03bf\u03b4\u03bf\u03c2-%s@example.com",
        "\u039f\u0394\u039f\u03a3-%s@example.com, \u03bf\u03b4\u03bf\u03c3-%s@example.com",
        "fold-\u0130-%s@i.example.com, fold-i\u0307-%s@i.example.com",
        "\u00a0ann-%s@example.com, ann-%s@example.com"
    })
    void an_address_is_taken_however_it_is_written(String first, String second) {
        create("Ann", first.formatted(unique));

        assertThat(create("Ann", second.formatted(unique)).error().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jos\u00e9-%s@example.com",
                "jose\u0301-%s@example.com",
                "JOSE\u0301-%s@EXAMPLE.com",
                "kim-%s@b\u00fccher.example",
                "KIM-%s@BU\u0308CHER.example",
                "P+Q-%s@Example.com",
                "fold-\u0130-%s@i.example.com",
                "\u00a0lee-%s@example.com\n"
            })
    void an_address_is_found_by_every_operator_as_it_was_sent(String address) {
        String email = address.formatted(unique);
        CommandResponse created = create("Ann", email);

        assertThat(Stream.of("email", "email.in", "email.has", "email.starts", "email.ends", "email.gte", "email.lte"))
                .allMatch(key -> isFound(created, Map.of(key, key.endsWith("in") ? List.of(email) : email)));
    }

    @Test
    void a_part_of_an_address_is_found_in_the_ascii_form_of_its_domain() {
        CommandResponse created = create("Ann", "kim-" + unique + "@b\u00fccher.example");

        assertThat(isFound(created, Map.of("email.ends", "@B\u00dcCHER.example")))
                .isTrue();
        assertThat(isFound(created, Map.of("email.starts", "kim-" + unique + "@b\u00fccher")))
                .isTrue();
    }

    @Test
    void white_space_within_a_value_is_literal() {
        CommandResponse created = create(" John Doe\u00a0", "john-" + unique + "@example.com");

        assertThat(isFound(created, Map.of("name.has", " doe"))).isTrue();
        assertThat(isFound(created, Map.of("name.has", " ohn"))).isFalse();
        assertThat(isFound(created, Map.of("name.has", " John Doe\u00a0"))).isTrue();
        assertThat(isFound(created, Map.of("name!has", " John Doe\u00a0"))).isFalse();
        assertThat(isFound(created, Map.of("name", "John Doe "))).isTrue();
    }

    @Test
    void the_text_search_finds_words_in_every_form() {
        CommandResponse created = create("Zoe\u0301 Stra\u00dfe", "zoe-" + unique + "@b\u00fccher.example");

        assertThat(isFoundByText(created, "ZO\u00c9")).isTrue();
        assertThat(isFoundByText(created, "strasse zoe\u0301")).isTrue();
        assertThat(isFoundByText(created, "zoe-" + unique + "@b\u00fccher.example"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u200bb@example.com",
                "\ufeffab@example.com",
                "a\u202eb@example.com",
                "a\u00adb@example.com",
                "a\uffffb@example.com",
                "a\ue000b@example.com",
                "a\u200db@example.com",
                "a\u00a0b@example.com",
                "a\nb@example.com",
                "ann@a\u00a0b.example",
                "ann@a_b.example",
                "ann@xn--a.example"
            })
    void an_address_with_a_character_that_is_not_allowed_is_refused(String address) {
        assertThat(problem("Ann", address).errors()).singleElement().satisfies(it -> {
            assertThat(it.pointer()).isEqualTo("/payload/email");
            assertThat(it.message()).startsWith("must ");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u200b", "\u00a0", "\u2060\u00a0", "\u3164", "\u2800", "a\u001bb", "a\nb", "a\u2028b", "\u200d"
            })
    void a_name_that_is_blank_to_the_eye_or_has_control_characters_is_refused(String name) {
        assertThat(problem(name, "ann-" + unique + "@example.com").errors())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.pointer()).isEqualTo("/payload/name");
                    assertThat(it.message()).startsWith("must not ");
                });
    }

    private static IntStream characters() {
        return IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .filter(Character::isDefined)
                .filter(it -> IS_NIGHTLY || hasSeveralForms(it) || it % 401 == 0 || it < 0x250);
    }

    /** Hangul syllables are decomposed by arithmetic, so a few of them are enough. */
    private static boolean hasSeveralForms(int character) {
        String text = Character.toString(character);
        boolean isHangul = Character.UnicodeScript.of(character) == Character.UnicodeScript.HANGUL;
        return !isHangul && FORMS.stream().anyMatch(it -> !it.apply(text).equals(text));
    }

    /** Returns null after adding a character that is refused in a name; an address may have fewer characters. */
    private Sent sent(int character, List<Integer> refused) {
        String text = Character.toString(character);
        String ending = "%x-%s".formatted(character, unique);
        String name = "n" + text + "n " + ending;
        try {
            if (ANOTHER_DOMAIN_IN_UPPER_CASE.indexOf(character) < 0) {
                return sent(character, name, "l" + text + "l-" + ending + "@d" + text + "d-" + ending + ".example");
            }
        } catch (ProblemException invalid) {
            assertThat(invalid.problem().errors()).isNotEmpty();
        }
        try {
            return sent(character, name, "l" + text + "l-" + ending + "@example.com");
        } catch (ProblemException invalid) {
            assertThat(invalid.problem().errors()).isNotEmpty();
        }
        try {
            return sent(character, name, ending + "@example.com");
        } catch (ProblemException invalid) {
            assertThat(invalid.problem().errors())
                    .singleElement()
                    .satisfies(it -> assertThat(it.message()).startsWith("must not contain"));
            refused.add(character);
            return null;
        }
    }

    private Sent sent(int character, String name, String email) {
        return new Sent(
                character,
                name,
                email,
                users.processCommand(users.createCommand("create-user", Map.of("name", name, "email", email))));
    }

    private boolean isFound(Sent sent, StateManager state) {
        return isFound(sent.id(), Map.of("name", sent.name(), "email", sent.email()), state)
                && FORMS.stream()
                        .map(form -> Map.of("name.has", form.apply(sent.name()), "email.has", form.apply(sent.email())))
                        .distinct()
                        .allMatch(filter -> isFound(sent.id(), filter, state));
    }

    private boolean isFound(CommandResponse created, Map<String, ?> filter) {
        return isFound(
                created.aggregate().id(), filter, users.state().after(created.position(), StateManager.MAX_WAIT));
    }

    private static boolean isFound(UUID id, Map<String, ?> filter, StateManager state) {
        Map<String, Object> all = new LinkedHashMap<>(filter);
        all.put("id", id);
        return isFound(Map.of("filter", all), state);
    }

    private boolean isFoundByText(CommandResponse created, String words) {
        Map<String, Object> request =
                Map.of("filter", Map.of("id", created.aggregate().id()), "text", words);
        return isFound(request, users.state().after(created.position(), StateManager.MAX_WAIT));
    }

    private static boolean isFound(Map<String, ?> request, StateManager state) {
        Query<UserView> query = state.queryManager().buildQuery(UserView.class, request);
        // a count would fail while an event of another test is parked
        return state.query(query).data().size() == 1;
    }

    private CommandResponse create(String name, String email) {
        return users.processCommand(users.createCommand("create-user", Map.of("name", name, "email", email)))
                .join();
    }

    private Problem problem(String name, String email) {
        try {
            users.createCommand("create-user", Map.of("name", name, "email", email));
            throw new AssertionError("is accepted");
        } catch (ProblemException refused) {
            return refused.problem();
        }
    }
}
