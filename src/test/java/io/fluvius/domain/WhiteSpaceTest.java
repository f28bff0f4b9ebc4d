package io.fluvius.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhiteSpaceTest {

    @Test
    void is_the_property_white_space_of_unicode() {
        Pattern property = Pattern.compile("\\p{IsWhite_Space}");

        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE).mapToObj(it -> (char) it))
                .allMatch(it ->
                        WhiteSpace.is(it) == property.matcher(it.toString()).matches());
        assertThat(IntStream.rangeClosed(Character.MIN_SUPPLEMENTARY_CODE_POINT, Character.MAX_CODE_POINT)
                        .mapToObj(Character::toString))
                .noneMatch(it -> property.matcher(it).matches());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\t\u3000\n"})
    void alone_is_blank_and_nothing_remains_of_it(String text) {
        assertThat(WhiteSpace.isBlank(text)).isTrue();
        assertThat(WhiteSpace.strip(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " a", "a\u00a0", "\u3000 a\t\n"})
    void around_a_text_is_removed(String text) {
        assertThat(WhiteSpace.isBlank(text)).isFalse();
        assertThat(WhiteSpace.strip(text)).isEqualTo("a");
    }

    @Test
    void within_a_text_remains() {
        assertThat(WhiteSpace.strip(" a\u00a0b ")).isEqualTo("a\u00a0b");
    }

    @Test
    void contains_no_invisible_character_of_another_kind() {
        assertThat(WhiteSpace.strip("\u200b\ufeff\u001c")).isEqualTo("\u200b\ufeff\u001c");
    }
}
