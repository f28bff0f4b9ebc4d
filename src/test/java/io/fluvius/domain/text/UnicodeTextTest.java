package io.fluvius.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnicodeTextTest {

    private static final String HIGH = "\ud83d";
    private static final String LOW = "\ude00";

    @ParameterizedTest
    @ValueSource(strings = {"", "Ann", "Åsa", "عائشة", "😀", "a😀b😀", "\n\t\u0001\u007f", "\ufffe\uffff"})
    void all_of_unicode_is_valid(String text) {
        assertThat(UnicodeText.violation(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0", "\0a", "😀\0"})
    void the_nul_character_is_invalid(String text) {
        assertThat(UnicodeText.violation(text)).contains("NUL");
    }

    @Test
    void half_a_surrogate_pair_is_invalid() {
        assertThat(UnicodeText.violation(HIGH)).contains("surrogate");
        assertThat(UnicodeText.violation(LOW)).contains("surrogate");
        assertThat(UnicodeText.violation(HIGH + "a")).contains("surrogate");
        assertThat(UnicodeText.violation("a" + LOW)).contains("surrogate");
        assertThat(UnicodeText.violation(LOW + HIGH)).contains("surrogate");
        assertThat(UnicodeText.violation(HIGH + HIGH + LOW)).contains("surrogate");
        assertThat(UnicodeText.violation(HIGH + LOW + LOW)).contains("surrogate");
    }
}
