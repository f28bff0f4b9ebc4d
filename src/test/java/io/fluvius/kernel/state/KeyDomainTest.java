package io.fluvius.kernel.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.kernel.FieldType;
import io.fluvius.kernel.Sort;
import io.fluvius.kernel.Sort.Order;
import io.fluvius.kernel.ViewField;
import io.fluvius.kernel.ViewType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyDomainTest {

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

        assertThat(KeyDomain.of(new Sort(field, Order.ASC)).isFew()).isFalse();
    }

    @Test
    void so_have_enums_with_many_names() {
        assertThat(KeyDomain.of(new Sort(named(16), Order.ASC)).isFew()).isTrue();
        assertThat(KeyDomain.of(new Sort(named(17), Order.ASC)).isFew()).isFalse();
    }

    private static ViewField named(int names) {
        List<String> all =
                IntStream.range(0, names).mapToObj(number -> "N" + number).toList();
        return new ViewField("a", "a", FieldType.ENUM, true, all, false, true);
    }

    private static KeyDomain domain(String field, Order order) {
        return KeyDomain.of(
                new Sort(ViewType.of("specimen", Specimen.class).field(field).orElseThrow(), order));
    }
}
