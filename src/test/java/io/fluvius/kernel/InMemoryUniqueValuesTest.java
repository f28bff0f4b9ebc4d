package io.fluvius.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.ContractSuites;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryUniqueValuesTest extends UniqueValuesContract {

    private final UniqueValues values = new InMemoryUniqueValues();

    @Override
    protected UniqueValues values() {
        return values;
    }

    @Test
    void the_suite_fails_when_anybody_may_claim() {
        assertThat(ContractSuites.failuresOf(Unguarded.class))
                .contains(
                        "a_claimed_value_is_refused_to_a_second_owner_and_the_refusal_names_the_field",
                        "a_refused_claim_changes_nothing",
                        "only_the_owner_releases_a_value",
                        "any_text_of_the_greatest_length_can_be_claimed");
    }

    @Test
    void the_suite_fails_when_anybody_may_release() {
        assertThat(ContractSuites.failuresOf(Careless.class))
                .containsExactlyInAnyOrder("a_refused_claim_changes_nothing", "only_the_owner_releases_a_value");
    }

    @Test
    void the_suite_fails_when_scopes_are_one() {
        assertThat(ContractSuites.failuresOf(Scopeless.class)).containsExactly("scopes_are_separate");
    }

    static class Unguarded extends UniqueValuesContract {
        @Override
        protected UniqueValues values() {
            return new InMemoryUniqueValues();
        }
    }

    static class Careless extends UniqueValuesContract {
        private final UniqueValues values = new InMemoryUniqueValues();

        @Override
        protected UniqueValues values() {
            return new UniqueValues() {
                @Override
                public void claim(String scope, String value, UUID owner) {
                    values.claim(scope, value, owner);
                }

                @Override
                public void release(String scope, String value, UUID owner) {
                    values.release(scope, value, ALICE);
                    values.release(scope, value, BOB);
                }
            };
        }
    }

    static class Scopeless extends UniqueValuesContract {
        private final UniqueValues values = new InMemoryUniqueValues();

        @Override
        protected UniqueValues values() {
            return new UniqueValues() {
                @Override
                public void claim(String scope, String value, UUID owner) {
                    values.claim("one.email", value, owner);
                }

                @Override
                public void release(String scope, String value, UUID owner) {
                    values.release("one.email", value, owner);
                }
            };
        }
    }
}
