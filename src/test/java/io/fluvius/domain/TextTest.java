package io.fluvius.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private static Stream<String> characters() {
        return IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .mapToObj(Character::toString);
    }

    @Nested
    class White_space {

        /** The property White_Space of Unicode 17.0, PropList.txt. */
        @Test
        void is_that_of_unicode() {
            assertThat(characters().filter(it -> Text.isWhiteSpace(it.codePointAt(0))))
                    .hasSize(25)
                    .contains("\t", "\n", "\r", " ", "\u0085", "\u00a0", "\u1680", "\u2000", "\u200a", "\u2028")
                    .contains("\u2029", "\u202f", "\u205f", "\u3000")
                    .doesNotContain("\u001c", "\u180e", "\u200b", "\ufeff");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\u00a0", "\t\u3000\n"})
        void alone_is_blank_and_nothing_remains_of_it(String text) {
            assertThat(Text.isBlank(text)).isTrue();
            assertThat(Text.strip(text)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", " a", "a\u00a0", "\u3000 a\t\n"})
        void around_a_text_is_removed(String text) {
            assertThat(Text.isBlank(text)).isFalse();
            assertThat(Text.strip(text)).isEqualTo("a");
        }

        @Test
        void within_a_text_remains() {
            assertThat(Text.strip(" a\u00a0b ")).isEqualTo("a\u00a0b");
        }
    }

    @Nested
    class Allowed {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "Ann O'Neill-Smith",
                    "Åsa",
                    "عائشة",
                    "李小龍",
                    "a\u00a0b",
                    "می\u200cخواهم",
                    "ශ්\u200dරී",
                    "👨\u200d👩\u200d👧",
                    "❤\ufe0f",
                    "🏳\ufe0f\u200d🌈",
                    "葛\udb40\udd00",
                    "\u0600\u0661",
                    "e\u0301"
                })
        void is_visible_text_with_joiners_inside_words(String text) {
            assertThat(Text.violation(text)).isNull();
        }

        @ParameterizedTest
        @CsvSource({
            "\\u0000, the control character U+0000",
            "a\\u001bb, the control character U+001B",
            "a\\u0009b, the control character U+0009",
            "\\u007f, the control character U+007F",
            "a\\u000ab, the line break U+000A",
            "a\\u000db, the line break U+000D",
            "a\\u0085b, the line break U+0085",
            "a\\u2028b, the line break U+2028",
            "a\\u200bb, the invisible character U+200B",
            "a\\ufeffb, the invisible character U+FEFF",
            "a\\u202eb, the invisible character U+202E",
            "a\\u00adb, the invisible character U+00AD",
            "\\u3164, the invisible character U+3164",
            "\\u2800, the invisible character U+2800",
            "a\\u034fb, the invisible character U+034F",
            "\\uffff, the unassigned character U+FFFF",
            "\\u0378, the unassigned character U+0378",
            "\\ue000, the private-use character U+E000",
            "\\udbff\\udffd, the private-use character U+10FFFD",
            "\\ud83d, half of a surrogate pair",
            "\\ude00\\ud83d, half of a surrogate pair",
            "\\u200da, the invisible character U+200D except after a visible character",
            "a \\u200cb, the invisible character U+200C except after a visible character",
            "a\\u200d\\u200db, the joiner U+200D except between visible characters",
            "a\\u200d, the joiner U+200D except between visible characters",
            "a\\u200d b, the joiner U+200D except between visible characters",
            "\\ufe0f, the invisible character U+FE0F except after a visible character"
        })
        void is_no_character_of_another_kind(String text, String flaw) {
            assertThat(Text.violation(unescaped(text))).isEqualTo("must not contain " + flaw);
        }

        private static String unescaped(String text) {
            return Pattern.compile("\\\\u([0-9a-f]{4})")
                    .matcher(text)
                    .replaceAll(it -> String.valueOf((char) Integer.parseInt(it.group(1), 16)));
        }

        @Test
        void is_every_letter_digit_and_symbol() {
            assertThat(characters()
                            .filter(it -> UCharacter.isLetterOrDigit(it.codePointAt(0))
                                    || UCharacter.getType(it.codePointAt(0)) == ECharacterCategory.MATH_SYMBOL)
                            .filter(it -> Text.violation(it) != null))
                    .containsExactly("\u115f", "\u1160", "\u3164", "\uffa0");
        }
    }

    @Nested
    class Without_case {

        @ParameterizedTest
        @CsvSource({
            "Ann LEE, ann lee",
            "ÅSA, åsa",
            "ΣΊΣΥΦΟΣ, σίσυφος",
            "ΟΔΟΣ, οδοσ",
            "\u212Aelvin, kelvin",
            "STRASSE, straße",
            "STRAẞE, straße",
            "ﬁx, FIX",
            "\uD801\uDC00, \uD801\uDC28",
            "I, ı",
            "İ, i\u0307",
            "Jos\u00e9, jose\u0301"
        })
        void are_texts_equal_that_differ_only_in_case_and_normal_form(String one, String other) {
            assertThat(Text.folded(one)).isEqualTo(Text.folded(other));
        }

        @ParameterizedTest
        @CsvSource({"é, e", "a, b", "²,2"})
        void are_other_texts_different(String one, String other) {
            assertThat(Text.folded(one)).isNotEqualTo(Text.folded(other));
        }

        @Test
        void is_a_text_unchanged_that_has_none() {
            assertThat(Text.folded("10 % _ 😀 عائشة")).isEqualTo("10 % _ 😀 عائشة");
        }

        @Test
        void is_every_character_the_same_in_each_normal_form_and_case() {
            assertThat(characters()
                            .filter(it -> Text.violation(it) == null)
                            .filter(it -> !isFoundInEveryForm("a" + it + "b")))
                    .isEmpty();
        }

        private static boolean isFoundInEveryForm(String text) {
            String folded = Text.folded(text);
            return Stream.<UnaryOperator<String>>of(
                            it -> it,
                            Normalizer2.getNFCInstance()::normalize,
                            Normalizer2.getNFDInstance()::normalize,
                            it -> UCharacter.toUpperCase(ULocale.ROOT, it),
                            it -> UCharacter.toLowerCase(ULocale.ROOT, it),
                            String::toUpperCase,
                            String::toLowerCase,
                            Text::folded)
                    .allMatch(form -> Text.folded(form.apply(text)).equals(folded)
                            && Text.folded(Text.lowerCase(form.apply(text))).equals(folded));
        }
    }

    @Nested
    class Normal_form {

        @Test
        void makes_equal_texts_of_equal_characters() {
            assertThat(Text.trimmed("\u00a0Zoe\u0301 ")).isEqualTo("Zo\u00e9");
        }

        @Test
        void of_lower_case_is_stable() {
            assertThat(characters()
                            .filter(it ->
                                    !Text.lowerCase(Text.lowerCase("a" + it)).equals(Text.lowerCase("a" + it))))
                    .isEmpty();
        }
    }
}
