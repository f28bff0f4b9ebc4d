package io.fluvius.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFoldingTest {

    @ParameterizedTest
    @CsvSource({
        "Ann LEE, ann lee",
        "ÅSA, åsa",
        "ΣΊΣΥΦΟΣ, σίσυφος",
        "\u212Aelvin, kelvin",
        "STRAẞE, straße",
        "\uD801\uDC00, \uD801\uDC28",
        "İI, iı"
    })
    void texts_that_differ_only_in_case_are_equal(String one, String other) {
        assertThat(CaseFolding.fold(one)).isEqualTo(CaseFolding.fold(other));
    }

    @ParameterizedTest
    @CsvSource({"straße, strasse", "é, e", "ﬁ, fi", "a, b"})
    void texts_that_differ_in_more_than_case_are_not_equal(String one, String other) {
        assertThat(CaseFolding.fold(one)).isNotEqualTo(CaseFolding.fold(other));
    }

    @Test
    void a_text_without_case_is_unchanged() {
        assertThat(CaseFolding.fold("10 % _ 😀 عائشة")).isEqualTo("10 % _ 😀 عائشة");
    }

    @Test
    void every_code_point_folds_to_one_that_is_stable_and_equal_for_java() {
        assertThat(IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                        .mapToObj(Character::toString)
                        .filter(text -> !isFoldedCorrectly(text)))
                .isEmpty();
    }

    private static boolean isFoldedCorrectly(String text) {
        String folded = CaseFolding.fold(text);
        return folded.codePointCount(0, folded.length()) == 1
                && CaseFolding.fold(folded).equals(folded)
                && folded.equalsIgnoreCase(text);
    }
}
