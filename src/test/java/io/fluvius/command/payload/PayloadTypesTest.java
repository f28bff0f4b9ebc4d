package io.fluvius.command.payload;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.domain.Trimmed;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.user.UserCommand;
import io.fluvius.user.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTypesTest {

    record Address(String street, @Nullable Integer number, List<UserId> tenants) {}

    record Everything(
            String text,
            int count,
            BigDecimal amount,
            @Nullable Instant at,
            Set<String> names,
            List<Address> addresses,
            @Nullable Address address) {}

    record Tree(List<Branch> branches) {

        record Branch(@Nullable Tree tree) {}
    }

    record TrimmedNumber(@Trimmed int number) {}

    record Imprecise(double amount) {}

    record Untyped(Map<String, String> values) {}

    record Inside(List<Imprecise> amounts) {}

    record Foreign(@jakarta.annotation.Nullable String text) {}

    record Raw(@SuppressWarnings("rawtypes") List texts) {}

    @Test
    void every_type_that_can_be_bound_is_accepted() {
        assertThatCode(() -> new PayloadTypes().verify(Everything.class)).doesNotThrowAnyException();
        for (Class<?> command : UserCommand.class.getPermittedSubclasses()) {
            assertThatCode(() -> new PayloadTypes().verify(command)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Imprecise.class, Untyped.class, Inside.class, Raw.class})
    void a_type_that_cannot_be_bound_is_refused(Class<?> payload) {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> new PayloadTypes().verify(payload))
                .withMessageContaining("which is not supported")
                .withMessageContaining(PayloadTypesTest.class.getName());
    }

    @ParameterizedTest
    @ValueSource(classes = Foreign.class)
    void an_annotation_that_would_be_ignored_is_refused(Class<?> payload) {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> new PayloadTypes().verify(payload))
                .withMessageContaining("The component text of " + payload.getName())
                .withMessageContaining("JSpecify");
    }

    @Test
    void a_record_that_contains_itself_is_refused_because_its_schema_would_not_end() {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> new PayloadTypes().verify(Tree.class))
                .withMessageContaining("The component tree of " + Tree.Branch.class.getName())
                .withMessageContaining("contains a Tree, which contains it");
    }

    @Test
    void a_trimmed_component_that_is_no_text_is_refused() {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> new PayloadTypes().verify(TrimmedNumber.class))
                .withMessageContaining("The component number of " + TrimmedNumber.class.getName())
                .withMessageContaining("is no text");
    }
}
