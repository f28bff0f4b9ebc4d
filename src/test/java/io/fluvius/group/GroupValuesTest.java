package io.fluvius.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Text;
import io.fluvius.domain.UniqueValues;
import io.fluvius.domain.record.SingleValue;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Sales", "  Sales", "Sales\t", "\n Sales \r\n", "\u2003Sales\u2003"})
    void a_name_has_no_surrounding_whitespace(String written) {
        assertThat(new GroupName(written)).isEqualTo(new GroupName("Sales"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sales  North", "sales NORTH", "Åsa 😀", "عائشة"})
    void a_name_is_otherwise_unchanged(String written) {
        assertThat(new GroupName(written).value()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"Sales, SALES", "straße, STRASSE", "Åsa, åSA", "Zoe\u0308, ZO\u00cb", "ΟΔΟΣ, οδος"})
    void names_that_differ_in_case_or_in_the_spelling_of_a_character_have_the_same_folded_name(
            String one, String other) {
        assertThat(new GroupName(one).folded()).isEqualTo(new GroupName(other).folded());
    }

    @Test
    void other_names_have_other_folded_names() {
        assertThat(new GroupName("Sales").folded()).isNotEqualTo(new GroupName("Sale").folded());
    }

    @Test
    void case_is_ignored_as_queries_ignore_it() {
        String everyCharacter = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(point -> Character.getType(point) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        GroupName name = new GroupName(everyCharacter);

        assertThat(name.folded().equals(Text.folded(name.value()))).isTrue();
    }

    @Test
    void the_longest_folded_name_can_be_unique() {
        assertThat(new GroupName("ﬃ".repeat(100)).folded()).hasSizeLessThan(UniqueValues.MAX_LENGTH);
    }

    @Test
    void a_description_has_no_surrounding_whitespace_and_can_be_empty() {
        assertThat(new GroupDescription("  All of sales\n").value()).isEqualTo("All of sales");
        assertThat(new GroupDescription(" ").value()).isEmpty();
    }

    @Test
    void the_text_of_a_value_is_the_value() {
        String id = "01900000-0000-7000-8000-00000000000c";

        assertThat(GroupId.of(id)).hasToString(id).isEqualTo(new GroupId(UUID.fromString(id)));
        assertThat(new GroupName("Sales")).hasToString("Sales");
        assertThat(new GroupDescription("All of sales")).hasToString("All of sales");
    }

    @ParameterizedTest
    @ValueSource(classes = {GroupId.class, GroupName.class, GroupDescription.class})
    void a_value_is_a_record_around_a_single_value(Class<?> type) {
        assertThat(SingleValue.isWrapper(type)).isTrue();
    }
}
