package io.fluvius.domain.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordTypeTest {

    private static final IllegalArgumentException NEGATIVE = new IllegalArgumentException("negative");

    record Amount(@JsonValue int value) {
        Amount {
            if (value < 0) {
                throw NEGATIVE;
            }
        }
    }

    record Order(Amount amount, @Nullable String note, List<String> lines) {}

    @Test
    void a_record_is_created_and_read() {
        Order order = new Order(new Amount(1), null, List.of("a"));
        RecordType type = RecordType.of(Order.class);

        assertThat(type.components())
                .extracting(it -> it.get(order))
                .containsExactly(new Amount(1), null, List.of("a"));
        assertThat(type.create(new Amount(1), null, List.of("a"))).isEqualTo(order);
    }

    @Test
    void components_have_names_types_and_nullability_in_the_order_of_their_declaration() {
        List<RecordType.Component> components = RecordType.of(Order.class).components();

        assertThat(components).extracting(RecordType.Component::name).containsExactly("amount", "note", "lines");
        assertThat(components).extracting(RecordType.Component::nullable).containsExactly(false, true, false);
        assertThat(components.getLast().type()).hasToString("java.util.List<java.lang.String>");
    }

    @Test
    void a_violated_invariant_is_thrown_as_the_constructor_throws_it() {
        assertThatThrownBy(() -> RecordType.of(Amount.class).create(-1)).isSameAs(NEGATIVE);
        assertThatThrownBy(() -> SingleValue.of(Amount.class).wrap(-1)).isSameAs(NEGATIVE);
    }

    @Test
    void another_exception_of_a_constructor_is_the_cause() {
        record Broken(String text) {
            Broken {
                text.length();
            }
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> RecordType.of(Broken.class).create((Object) null))
                .withCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void a_single_value_is_wrapped_and_unwrapped() {
        assertThat(SingleValue.isWrapper(Amount.class)).isTrue();
        assertThat(SingleValue.of(Amount.class).type()).isEqualTo(int.class);
        assertThat(SingleValue.of(Amount.class).wrap(3)).isEqualTo(new Amount(3));
        assertThat(SingleValue.unwrap(new Amount(3))).isEqualTo(3);
    }

    @Test
    void other_types_are_refused() {
        assertThat(SingleValue.isWrapper(Order.class)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> SingleValue.of(Order.class));
        assertThatIllegalArgumentException().isThrownBy(() -> RecordType.of(String.class));
    }
}
