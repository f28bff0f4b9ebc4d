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
    void a_boolean_has_two_values() {
        assertThat(values("open", Order.ASC).values()).containsExactly(false, true);
        assertThat(values("open", Order.DESC).values()).containsExactly(true, false);
    }

    @Test
    void null_is_the_last_value_in_ascending_and_the_first_in_descending_order() {
        assertThat(values("checked", Order.ASC).values()).containsExactly(false, true, null);
        assertThat(values("checked", Order.DESC).values()).containsExactly(null, true, false);
    }

    @Test
    void enum_constants_are_sorted_by_name_not_by_declaration() {
        assertThat(values("colour", Order.ASC).values()).containsExactly("AA", "A_B", "BLUE", "GREEN", "RED");
    }

    @Test
    void the_values_beyond_a_value_follow_the_direction() {
        assertThat(values("colour", Order.DESC).beyond("BLUE")).containsExactly("A_B", "AA");
        assertThat(values("mood", Order.ASC).beyond("RED")).containsExactly((Object) null);
        assertThat(values("mood", Order.ASC).beyond(null)).isEmpty();
    }

    @Test
    void an_unknown_name_is_not_contained() {
        assertThat(values("colour", Order.ASC).contains("CYAN")).isFalse();
        assertThat(values("colour", Order.ASC).contains(null)).isFalse();
        assertThat(values("mood", Order.ASC).contains(null)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = FieldType.class,
            names = {"BOOLEAN", "ENUM"},
            mode = EnumSource.Mode.EXCLUDE)
    void other_types_have_too_many_values(FieldType type) {
        ViewField field = new ViewField("a", "a", type, true, List.of(), false, true, false);

        assertThat(SortKeyValues.of(new SortKey(field, Order.ASC)).isFew()).isFalse();
    }

    @Test
    void an_enum_has_few_values_up_to_sixteen_constants() {
        assertThat(SortKeyValues.of(new SortKey(enumField(16), Order.ASC)).isFew())
                .isTrue();
        assertThat(SortKeyValues.of(new SortKey(enumField(17), Order.ASC)).isFew())
                .isFalse();
    }

    private static ViewField enumField(int names) {
        List<String> all =
                IntStream.range(0, names).mapToObj(number -> "N" + number).toList();
        return new ViewField("a", "a", FieldType.ENUM, true, all, false, true, false);
    }

    private static SortKeyValues values(String field, Order order) {
        return SortKeyValues.of(
                new SortKey(ViewType.of("specimen", Specimen.class).field(field).orElseThrow(), order));
    }
}
