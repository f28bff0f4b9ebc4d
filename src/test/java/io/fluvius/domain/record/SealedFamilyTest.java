package io.fluvius.domain.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedFamilyTest {

    sealed interface Family {
        record First() implements Family {}

        sealed interface Branch extends Family {
            record Second() implements Branch {}
        }

        record Third() implements Family {}
    }

    sealed interface WithClass {
        final class Plain implements WithClass {}
    }

    sealed interface WithOpenBranch {
        non-sealed interface Open extends WithOpenBranch {}
    }

    abstract static sealed class Abstract {
        static final class Only extends Abstract {}
    }

    interface Open {}

    @Test
    void the_members_are_its_records_and_those_of_nested_families_in_order() {
        assertThat(SealedFamily.members(Family.class))
                .containsExactly(Family.First.class, Family.Branch.Second.class, Family.Third.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {Open.class, Abstract.class, Family.First.class, String.class})
    void a_type_that_is_not_a_sealed_interface_is_refused(Class<?> type) {
        assertThatIllegalArgumentException().isThrownBy(() -> SealedFamily.members(type));
    }

    @ParameterizedTest
    @ValueSource(classes = {WithClass.class, WithOpenBranch.class})
    void a_member_that_is_not_a_record_is_refused(Class<?> family) {
        assertThatIllegalArgumentException().isThrownBy(() -> SealedFamily.members(family));
    }
}
