package io.fluvius.projection.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.projection.Specimen;
import io.fluvius.query.SortKey;
import io.fluvius.query.SortKey.Order;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SortKeyValuesTest {

    @Test
    void truth_has_two_values() {
        assertThat(domain("open", Order.ASC).values()).containsExactly(false, true);
        assertThat(domain("open", Order.DESC).values()).containsExactly(true, false);
    }

    @Test
    void no_value_is_the_last_one_rising_and_the_first_one_falling() {
        assertThat(domain("checked", Order.ASC).values()).containsExactly(false, true, null);
        assertThat(domain("checked", Order.DESC).values()).containsExactly(null, true, false);
    }

    @Test
    void names_are_in_the_order_of_their_texts_not_of_their_declaration() {
        assertThat(domain("colour", Order.ASC).values()).containsExactly("AA", "A_B", "BLUE", "GREEN", "RED");
    }

    @Test
    void what_comes_after_a_value_is_told() {
        assertThat(domain("colour", Order.DESC).beyond("BLUE")).containsExactly("A_B", "AA");
        assertThat(domain("mood", Order.ASC).beyond("RED")).containsExactly((Object) null);
        assertThat(domain("mood", Order.ASC).beyond(null)).isEmpty();
    }

    @Test
    void a_name_that_is_none_of_them_is_not_had() {
        assertThat(domain("colour", Order.ASC).has("CYAN")).isFalse();
        assertThat(domain("colour", Order.ASC).has(null)).isFalse();
        assertThat(domain("mood", Order.ASC).has(null)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = FieldType.class,
            names = {"BOOLEAN", "ENUM"},
            mode = EnumSource.Mode.EXCLUDE)
    void other_types_have_too_many_values(FieldType type) {
        ViewField field = new ViewField("a", "a", type, true, List.of(), false, true);

        assertThat(SortKeyValues.of(new SortKey(field, Order.ASC)).isFew()).isFalse();
    }

    @Test
    void so_have_enums_with_many_names() {
        assertThat(SortKeyValues.of(new SortKey(named(16), Order.ASC)).isFew()).isTrue();
        assertThat(SortKeyValues.of(new SortKey(named(17), Order.ASC)).isFew()).isFalse();
    }

    private static ViewField named(int names) {
        List<String> all =
                IntStream.range(0, names).mapToObj(number -> "N" + number).toList();
        return new ViewField("a", "a", FieldType.ENUM, true, all, false, true);
    }

    private static SortKeyValues domain(String field, Order order) {
        return SortKeyValues.of(
                new SortKey(ViewType.of("specimen", Specimen.class).field(field).orElseThrow(), order));
    }
}
